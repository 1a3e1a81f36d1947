import { ByomError } from '../sdk/index.js';

/** Another worker owns the job: this one must stop without writing anything more. */
export class FencedError extends ByomError {
  constructor() {
    super('CONFLICT', 'Another worker has taken the job over.', { retryable: false });
    this.name = 'FencedError';
  }
}
