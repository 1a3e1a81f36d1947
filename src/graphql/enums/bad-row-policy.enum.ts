import type { BadRowPolicy } from '../../use-cases/import-examples.js';
import { defineEnum } from './define-enum.js';

export const BadRowPolicyEnum = defineEnum<BadRowPolicy>('BadRowPolicy', 'What to do about rows that cannot be read.', {
  fail: 'Import nothing of the piece, and say what is wrong with up to 20 rows.',
  skip: 'Import the others, count the bad ones and say what is wrong with up to 20.',
});
