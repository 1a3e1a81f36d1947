import type { VerdictKind } from '../../optimization/optimization-store.js';
import { defineEnum } from './define-enum.js';

export const OptimizationVerdictEnum = defineEnum<VerdictKind>(
  'OptimizationVerdict',
  'What may be said of the best prompt that an optimization found.',
  {
    improved: 'Better than the prompt given: the 95% interval of its gain is above 0.',
    'not-proven': 'Better on the examples, but it could be chance; `toDecide` says what would settle it.',
    'no-improvement': 'Nothing better was found: the prompt given stays.',
  },
);
