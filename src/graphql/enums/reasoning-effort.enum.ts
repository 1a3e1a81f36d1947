import type { ReasoningEffort } from '../../sdk/index.js';
import { defineEnum } from './define-enum.js';

export const ReasoningEffortEnum = defineEnum<ReasoningEffort>(
  'ReasoningEffort',
  'How much a reasoning model should think before it answers; a model that knows other words gets the nearest.',
  {
    none: 'Not at all.',
    minimal: 'As little as the model can.',
    low: 'A little.',
    medium: 'Moderately.',
    high: 'A lot.',
    xhigh: 'More than high.',
    max: 'As much as the model can.',
  },
);
