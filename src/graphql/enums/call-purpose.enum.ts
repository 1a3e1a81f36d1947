import type { CallPurpose } from '../../usage/ledger.js';
import { defineEnum } from './define-enum.js';

export const CallPurposeEnum = defineEnum<CallPurpose>('CallPurpose', 'What a paid call was made for.', {
  task: 'Runs a prompt: a single generation, or a candidate on an example.',
  proposal: 'Writes new instructions.',
  judge: 'Scores an output.',
  test: 'Runs the baseline or the best prompt on the held-out test split.',
});
