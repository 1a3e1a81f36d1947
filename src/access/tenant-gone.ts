import { ByomError } from '../sdk/index.js';

/** What is told of a tenant that was removed, to whoever still asks or works for it. */
export class TenantGone extends ByomError {
  constructor() {
    super('UNAUTHENTICATED', 'This tenant was removed, with everything it had.');
    this.name = 'TenantGone';
  }
}
