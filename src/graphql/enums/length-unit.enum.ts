import type { LengthUnit } from '../../optimization/scoring/metric-input.js';
import { defineEnum } from './define-enum.js';

export const LengthUnitEnum = defineEnum<LengthUnit>('LengthUnit', 'In what the length of an output is counted.', {
  characters: 'Unicode characters.',
  words: 'Runs of characters without space.',
});
