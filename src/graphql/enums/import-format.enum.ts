import type { ImportFormat } from '../../datasets/import/import-piece.js';
import { defineEnum } from './define-enum.js';

export const ImportFormatEnum = defineEnum<ImportFormat>('ImportFormat', 'How a file of examples is written.', {
  jsonl: 'One JSON object a line. Blank lines are left out.',
  csv: 'Rows of cells under a header. Cells with separators, quotes or line breaks stand in double quotes, quotes in them doubled. Cells are text.',
});
