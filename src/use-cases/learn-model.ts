import { believableCorrection } from '../catalogue/believable-correction.js';
import { learnedFactName } from '../catalogue/learned-fact-name.js';
import type { LearnedFact } from '../catalogue/learned-fact-store.js';
import type { LearnedFacts } from '../catalogue/learned-facts.js';
import { withCorrections } from '../catalogue/with-corrections.js';
import { ProviderError, type ByomError, type Clock, type CompletionRequest } from '../sdk/index.js';
import type { Logger, ResolvedModel } from '../sdk/index.js';
import type { CredentialStore } from '../vault/credential-store.js';

export interface LearnModelDeps {
  readonly learnedFacts: LearnedFacts;
  readonly credentials: Pick<CredentialStore, 'findDefault'>;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** What one refusal teaches: the fact, and the model as it is known with it. */
export interface Lesson {
  readonly fact: LearnedFact;
  readonly model: ResolvedModel;
}

/** Whose knowledge it is; null for a key that is not stored, for which nothing is kept. */
type Account = { readonly tenant: string; readonly id: string | null };

/** Models as providers' refusals have corrected what was known of them, each for the credential that was refused. */
export class LearnModel {
  constructor(private readonly deps: LearnModelDeps) {}

  /** The model as it is known for a credential. Knowing less fails no call. */
  async known({ tenant, id }: Account, model: ResolvedModel): Promise<ResolvedModel> {
    if (id === null) return model;
    try {
      return await this.deps.learnedFacts.of(tenant, id, model);
    } catch {
      this.deps.logger.error({ model: model.ref }, 'What was learned of a model could not be read.');
      return model;
    }
  }

  /** The same for a stored credential that is named, or else for the tenant's default one, where there is one. */
  async knownTo(tenant: string, model: ResolvedModel, named?: string): Promise<ResolvedModel> {
    const id = named ?? (await this.deps.credentials.findDefault(tenant, model.providerId))?.id ?? null;
    return this.known({ tenant, id }, model);
  }

  /** Of a refused request, as it was sent; undefined where nothing is to be learned. */
  lessonOf(error: ByomError, sent: CompletionRequest, model: ResolvedModel): Lesson | undefined {
    const said = ProviderError.is(error) ? error.failure.learned : undefined;
    const correction = said && believableCorrection(said, sent, model);
    if (correction === undefined) return undefined;
    const learnedAt = new Date(this.deps.clock.now());
    const fact = { model: model.ref, fact: learnedFactName(correction), correction, learnedAt };
    return { fact, model: withCorrections(model, [fact]) };
  }

  async keep({ tenant, id }: Account, { fact }: Lesson): Promise<void> {
    this.deps.logger.info({ model: fact.model, fact: fact.fact }, 'A refusal corrected what is known of a model.');
    if (id === null) return;
    try {
      await this.deps.learnedFacts.keep(tenant, id, fact);
    } catch {
      this.deps.logger.error({ model: fact.model }, 'What was learned of a model could not be kept.');
    }
  }
}
