import { ByomError } from '../../sdk/index.js';

/** One model of several cannot be called, for good; the run goes on with the others. */
export class ModelLostError extends ByomError {
  constructor(cause: ByomError) {
    super(cause.code, cause.message, { cause });
    this.name = 'ModelLostError';
  }
}
