import { ByomError } from '../../sdk/index.js';
import { MOST_EXAMPLES } from '../check-new-examples.js';

/** Asked while a piece is cut, before any row is read: a bad row takes longest. */
export function checkRowCount(rows: number): void {
  if (rows > MOST_EXAMPLES) throw new ByomError('BAD_USER_INPUT', `A piece has at most ${MOST_EXAMPLES} rows.`);
}
