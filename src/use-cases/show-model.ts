import type { ResolvedModel } from '../sdk/index.js';
import type { Caller } from './caller.js';
import type { FindTarget } from './find-target.js';
import type { LearnModel } from './learn-model.js';
import { ProbeModel } from './probe-model.js';
import type { ResolveCredential } from './resolve-credential.js';

export interface ShowModelDeps {
  readonly findTarget: FindTarget;
  readonly resolveCredential: ResolveCredential;
  readonly probeModel: ProbeModel;
  readonly learnModel: LearnModel;
}

/** A model by its ref or alias, as the server that the caller's credential leads to describes it. Fails with UNKNOWN_MODEL. */
export class ShowModel {
  constructor(private readonly deps: ShowModelDeps) {}

  async run(caller: Caller, ref: string): Promise<ResolvedModel> {
    const { credentialId, ...target } = await this.deps.findTarget.run(caller, ref);
    const found = { ...target, model: await this.learned(caller, target.model, credentialId) };
    if (!ProbeModel.probes(found)) return found.model;
    try {
      const credential = await this.deps.resolveCredential.run(
        caller,
        credentialId === undefined ? undefined : { id: credentialId },
        found.provider,
      );
      return await this.deps.probeModel.run(found, credential);
    } catch {
      // Without a credential there is no server to ask.
      return found.model;
    }
  }

  /** A model as refusals have corrected what was known of it, to the caller's default credential where none is named. */
  learned(caller: Caller, model: ResolvedModel, credential?: string): Promise<ResolvedModel> {
    return this.deps.learnModel.knownTo(caller.tenant.id, model, credential);
  }
}
