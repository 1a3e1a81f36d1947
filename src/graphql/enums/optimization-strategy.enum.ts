import type { OptimizationStrategy } from '../../use-cases/optimize-prompt-input.js';
import { defineEnum } from './define-enum.js';

export const OptimizationStrategyEnum = defineEnum<OptimizationStrategy>(
  'OptimizationStrategy',
  'How better prompts are looked for.',
  {
    auto: 'Both ways, each as far as it pays.',
    reflective: 'A proposer model reads the failures and writes better instructions.',
    'few-shot': 'Searches for the demonstrations that help most.',
  },
);
