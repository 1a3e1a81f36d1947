import type { Split } from '../../datasets/dataset-store.js';
import { defineEnum } from './define-enum.js';

export const SplitEnum = defineEnum<Split>('Split', 'What an example of a dataset is used for.', {
  train: 'To learn from: shown to the proposer, used in demonstrations.',
  validation: 'To choose between candidates.',
  test: 'Held out: seen once, at the very end, to measure the gain.',
});
