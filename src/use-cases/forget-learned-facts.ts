import type { LearnedFacts } from '../catalogue/learned-facts.js';
import { ByomError } from '../sdk/index.js';
import type { CredentialStore } from '../vault/credential-store.js';
import type { Caller } from './caller.js';

export interface ForgetLearnedFactsDeps {
  readonly learnedFacts: LearnedFacts;
  readonly credentials: Pick<CredentialStore, 'find'>;
}

/** Forgets what refusals have taught, for a credential and one model or all; gives how many facts that were. */
export class ForgetLearnedFacts {
  constructor(private readonly deps: ForgetLearnedFactsDeps) {}

  async run({ tenant }: Caller, credential: string, model?: string): Promise<number> {
    const stored = await this.deps.credentials.find(tenant.id, credential);
    if (stored === undefined || stored.optimization !== null) {
      throw new ByomError('NOT_FOUND', 'There is no credential of yours with this id.');
    }
    return this.deps.learnedFacts.forget(tenant.id, credential, model);
  }
}
