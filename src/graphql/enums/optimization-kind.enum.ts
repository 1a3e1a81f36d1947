import type { OptimizationRecord } from '../../optimization/optimization-store.js';
import { defineEnum } from './define-enum.js';

export const OptimizationKindEnum = defineEnum<OptimizationRecord['kind']>(
  'OptimizationKind',
  'What an optimization looks for.',
  {
    prompt: 'A better prompt for one model.',
    model: 'The model to run a prompt on.',
    port: 'A prompt that works on one model, made to work on another.',
    evaluation: 'Nothing: it only scores a prompt.',
  },
);
