import { ByomError } from '../sdk/index.js';

/** The same of one that is another's, was deleted, or never was. */
export const noSuchOptimization = (): ByomError =>
  new ByomError('NOT_FOUND', 'There is no optimization of yours with this id.');
