import type { PageRequest } from '../../paging/page.js';
import { ByomError } from '../../sdk/index.js';

const most = 1000;

export function pageRequest(first: number, after: string | undefined): PageRequest {
  if (first < 1 || first > most) throw new ByomError('BAD_USER_INPUT', `Let \`first\` be from 1 to ${most}.`);
  return after === undefined ? { first } : { first, after };
}
