import type { LearnedFacts } from '../catalogue/learned-facts.js';
import type { CredentialStore } from '../vault/credential-store.js';
import type { Caller } from './caller.js';
import { ownCredential } from './own-credential.js';

export interface ForgetLearnedFactsDeps {
  readonly learnedFacts: LearnedFacts;
  readonly credentials: Pick<CredentialStore, 'find'>;
}

/** Forgets what refusals have taught, for a credential and one model or all; gives how many facts that were. */
export class ForgetLearnedFacts {
  constructor(private readonly deps: ForgetLearnedFactsDeps) {}

  async run({ tenant }: Caller, credential: string, model?: string): Promise<number> {
    await ownCredential(this.deps.credentials, tenant.id, credential);
    return this.deps.learnedFacts.forget(tenant.id, credential, model);
  }
}
