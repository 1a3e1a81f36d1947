import type { OptimizationStatus } from '../../optimization/optimization-store.js';
import { defineEnum } from './define-enum.js';

export const OptimizationStatusEnum = defineEnum<OptimizationStatus>(
  'OptimizationStatus',
  'Where an optimization stands.',
  {
    queued: 'Waits for a worker.',
    running: 'At work; after a crash of the server it goes on by itself.',
    paused:
      'Spends nothing until resumeOptimization; all that it bought is kept. Where nobody paused it, `reason` says why.',
    'awaiting-key':
      'Spends nothing until resumeOptimization gives it another key: the provider refused the one it had, or it cannot be opened any more; `reason` says which. All that it bought is kept.',
    succeeded: 'Ended with a result, be it only because the budget ended (then `reason` says so).',
    failed: 'Ended without a result; `reason` says why.',
    cancelled: 'Ended by cancelOptimization.',
  },
);
