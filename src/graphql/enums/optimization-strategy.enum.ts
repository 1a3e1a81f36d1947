import type { OptimizationStrategy } from '../../use-cases/optimization/optimize-prompt-input.js';
import { defineEnum } from './define-enum.js';

export const OptimizationStrategyEnum = defineEnum<OptimizationStrategy>(
  'OptimizationStrategy',
  'How better prompts are looked for.',
  {
    auto: 'Picks and mixes the others, by the data, the budget and what it sees; the best choice where you have no reason for another.',
    reflective: 'A proposer model reads the failures and writes better instructions.',
    'few-shot': 'Searches for the demonstrations that help most.',
    joint: 'Instructions and demonstrations together from the beginning, in turn and combined.',
  },
);
