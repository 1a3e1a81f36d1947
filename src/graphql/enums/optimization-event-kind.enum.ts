import type { OptimizationEventKind } from '../../optimization/optimization-store.js';
import { defineEnum } from './define-enum.js';

export const OptimizationEventKindEnum = defineEnum<OptimizationEventKind>(
  'OptimizationEventKind',
  'What happened in an optimization.',
  {
    started: 'A worker began.',
    progress: 'Some more of the work is done.',
    candidate: 'A new candidate was scored.',
    improved: 'A candidate is better than all before it.',
    retrying: 'A provider asked to wait, or failed, and is tried again.',
    paused: 'The run rests.',
    resumed: 'The run goes on after an interruption.',
    finished: 'The run ended; `optimization.status` says how. The last event.',
  },
);
