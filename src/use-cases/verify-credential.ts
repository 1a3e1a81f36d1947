import { ownLimitWait } from '../calls/limits/limit-reached.js';
import { listedModels } from '../catalogue/listed-models.js';
import type { ProviderRegistry } from '../plugin-loader/provider-registry.js';
import {
  ByomError,
  ProviderError,
  type Clock,
  type ErrorCode,
  type JsonValue,
  type ResolvedModel,
} from '../sdk/index.js';
import { timeOrderedId } from '../usage/time-ordered-id.js';
import type { CredentialStore } from '../vault/credential-store.js';
import type { Caller } from './caller.js';
import { ownCredential } from './own-credential.js';
import { FencedError } from './fenced-error.js';
import type { FindModel, FoundModel } from './find-model.js';
import type { OncePerKey } from './idempotency/once-per-key.js';
import { keyApart } from './key-apart.js';
import type { MakeCall } from './make-call.js';
import type { ResolveCredential } from './resolve-credential.js';

export interface CredentialCheck {
  /** Whether the provider takes the key. */
  readonly ok: boolean;
  readonly errorCode: ErrorCode | null;
  readonly checkedAt: Date;
}

export interface VerifyCredentialDeps {
  readonly registry: ProviderRegistry;
  readonly credentials: Pick<CredentialStore, 'find'>;
  readonly findModel: FindModel;
  readonly resolveCredential: ResolveCredential;
  readonly makeCall: MakeCall;
  readonly oncePerKey: OncePerKey;
  readonly clock: Clock;
}

const checkRecord = {
  of: ({ ok, errorCode, checkedAt }: CredentialCheck): JsonValue => ({
    ok,
    errorCode,
    checkedAt: checkedAt.toISOString(),
  }),
  read(record: JsonValue): CredentialCheck {
    const { ok, errorCode, checkedAt } = record as unknown as CredentialCheck;
    return { ok, errorCode, checkedAt: new Date(checkedAt) };
  },
};

const deadlineMs = 30_000;
/** Of an answer that nobody reads. */
const ANSWER_TOKENS = 16;

/** What a provider says only to a key that it takes. */
const afterTheKey: ReadonlySet<ErrorCode> = new Set([
  'UNKNOWN_MODEL',
  'RATE_LIMITED',
  'CONTENT_FILTERED',
  'CONTEXT_WINDOW_EXCEEDED',
  'UNSUPPORTED_PARAMETER',
]);

/** A budget, a limit that is set here and a wait that is not over say nothing of the key. */
const wasNotAsked = (error: ByomError): boolean =>
  error.code === 'BUDGET_EXCEEDED' ||
  ownLimitWait(error) !== undefined ||
  (error.code === 'RATE_LIMITED' && ProviderError.is(error) && error.notSent);

/** One cheap call on a stored key. */
export class VerifyCredential {
  constructor(private readonly deps: VerifyCredentialDeps) {}

  /** Once for an idempotency key. */
  async run(caller: Caller, id: string, ref?: string, key?: string): Promise<CredentialCheck> {
    keyApart(key, [], caller.headerKey);
    if (key === undefined) return this.#check(caller, id, ref, timeOrderedId(), 0);
    return this.deps.oncePerKey.run(
      { tenant: caller.tenant.id, operation: 'verifyCredential', key },
      {
        asked: { id, model: ref },
        make: (call) => this.#check(caller, id, ref, call.id, call.attemptsBefore),
        record: checkRecord,
      },
    );
  }

  async #check(
    caller: Caller,
    id: string,
    ref: string | undefined,
    call: string,
    attemptsBefore: number,
  ): Promise<CredentialCheck> {
    const stored = await ownCredential(this.deps.credentials, caller.tenant.id, id);
    const provider = this.deps.registry.find(stored.provider);
    if (!provider)
      throw new ByomError('NOT_FOUND', `The plugin of provider ${stored.provider} is not loaded any more.`);
    const found = this.#model(provider, ref);
    const credential = await this.deps.resolveCredential.run(caller, { id }, provider);
    const at = () => new Date(this.deps.clock.now());
    try {
      await this.deps.makeCall.run({
        tenant: caller.tenant.id,
        ...found,
        credential,
        request: {
          model: found.model.providerModelId,
          messages: [{ role: 'user', content: 'Say OK.' }],
          parameters: { maxOutputTokens: ANSWER_TOKENS },
        },
        onUnsupported: 'adapt',
        onOverflow: 'reject',
        purpose: 'task',
        job: { id: call, epoch: null },
        attemptsBefore,
        callKey: call.replaceAll('-', ''),
        deadlineMs,
      });
      return { ok: true, errorCode: null, checkedAt: at() };
    } catch (error) {
      if (!ByomError.is(error) || error instanceof FencedError || wasNotAsked(error)) throw error;
      return { ok: afterTheKey.has(error.code), errorCode: error.code, checkedAt: at() };
    }
  }

  #model(provider: FoundModel['provider'], ref: string | undefined): FoundModel {
    if (ref !== undefined) {
      const found = this.deps.findModel.run(ref);
      if (found.provider === provider) return found;
      throw new ByomError('CREDENTIAL_MISMATCH', `This credential is one for ${provider.definition.id}.`);
    }
    const model = cheapest(listedModels(provider.definition));
    if (model !== undefined) return { provider, model };
    throw new ByomError('BAD_USER_INPUT', 'No model of this provider is listed: say in `model` which one to ask.');
  }
}

/** Of those that answer messages and are not on their way out. */
function cheapest(models: readonly ResolvedModel[]): ResolvedModel | undefined {
  const priced = models.filter(({ deprecatedOn, price, features }) => !deprecatedOn && price && features.length > 0);
  const costOf = ({ price }: ResolvedModel) => price!.input + price!.output;
  return priced.toSorted((a, b) => costOf(a) - costOf(b) || (a.ref < b.ref ? -1 : 1))[0] ?? models[0];
}
