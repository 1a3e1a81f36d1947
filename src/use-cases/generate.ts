import { ByomError, type CompletionDelta } from '../sdk/index.js';
import { timeOrderedId } from '../usage/time-ordered-id.js';
import type { Caller } from './caller.js';
import { completionRequest } from './completion-request.js';
import type { FindTarget, FoundTarget } from './find-target.js';
import { checkGenerateInput, type GenerateInput } from './generate-input.js';
import type { Generation, GenerationEvent } from './generation.js';
import { generationOf } from './generation-of-outcome.js';
import { generationOfRecord, recordOfGeneration } from './record-of-generation.js';
import type { GenerationStreams } from './generation-streams.js';
import { askedGeneration } from './idempotency/asked-generation.js';
import type { CallIdentity, OncePerKey } from './idempotency/once-per-key.js';
import { checkResponseFormat } from './json-answer.js';
import { keyApart } from './key-apart.js';
import type { MakeCall } from './make-call.js';
import type { ResolveCredential, ResolvedCredential } from './resolve-credential.js';
import { serverToolCall } from './tool-call-ids.js';

export interface GenerateDeps {
  readonly findTarget: FindTarget;
  readonly resolveCredential: ResolveCredential;
  readonly makeCall: MakeCall;
  readonly oncePerKey: OncePerKey;
  readonly streams: GenerationStreams;
  /** Of each attempt, in milliseconds. */
  readonly deadlineMs?: number;
}

export interface GenerateOptions {
  readonly signal?: AbortSignal;
}

/** What the customer asked of which field: an idempotency key goes by that, and not by the input that is made of it. */
export interface AskedOnce extends Pick<GenerateInput, 'credential' | 'idempotencyKey'> {
  readonly operation: string;
  readonly asked: () => object;
  /** Checked; `promptId`: the saved prompt that it was made of, `name@version`. */
  readonly input: () => Promise<{ readonly input: GenerateInput; readonly promptId?: string }>;
}

const defaultDeadlineMs = 10 * 60_000;

/** One answer from one model, on the caller's key. */
export class Generate {
  readonly #deadlineMs: number;

  constructor(private readonly deps: GenerateDeps) {
    this.#deadlineMs = deps.deadlineMs ?? defaultDeadlineMs;
  }

  async run(caller: Caller, input: GenerateInput, options: GenerateOptions = {}): Promise<Generation> {
    checkGenerateInput(input);
    const { credential, idempotencyKey } = input;
    const asked = () => askedGeneration(input);
    const asIs = async () => ({ input });
    return this.once(caller, { operation: 'generate', asked, credential, idempotencyKey, input: asIs }, options);
  }

  /** Makes the input only where the answer is not known: what it is made of may have changed since. */
  async once(
    caller: Caller,
    { operation, asked, credential, idempotencyKey: key, input: make }: AskedOnce,
    options: GenerateOptions = {},
  ): Promise<Generation> {
    keyApart(key, [credential], caller.headerKey);
    const answer = async (call: CallIdentity) => {
      const { input, promptId } = await make();
      return this.#make(caller, input, call, { ...options, ...(promptId !== undefined && { promptId }) });
    };
    if (key === undefined || key === null) return answer(newCall());
    const of = { tenant: caller.tenant.id, operation, key };
    return this.deps.oncePerKey.run(of, { asked: asked(), record, make: answer });
  }

  /** Deltas, then the whole. The call is made once for its key, and goes on when its reader leaves. */
  async *stream(caller: Caller, input: GenerateInput): AsyncGenerator<GenerationEvent, void, void> {
    checkGenerateInput(input);
    keyApart(input.idempotencyKey, [input.credential], caller.headerKey);
    if (!input.idempotencyKey) {
      throw new ByomError('BAD_USER_INPUT', 'idempotencyKey is required for a subscription.');
    }
    const { oncePerKey, streams } = this.deps;
    const key = { tenant: caller.tenant.id, operation: 'generate', key: input.idempotencyKey };
    const asked = askedGeneration(input);
    const live = streams.attach(key.tenant, key.key, oncePerKey.digestOf(key, asked), (onDelta) =>
      oncePerKey.run(key, {
        asked,
        record,
        make: (call) => this.#make(caller, input, call, { onDelta }),
        waits: true,
      }),
    );
    yield* live.follow();
  }

  async #make(
    caller: Caller,
    input: GenerateInput,
    { id, attemptsBefore }: CallIdentity,
    {
      onDelta,
      signal,
      promptId,
    }: GenerateOptions & { readonly promptId?: string; readonly onDelta?: (delta: CompletionDelta) => void },
  ): Promise<Generation> {
    const { findTarget, makeCall } = this.deps;
    const first = await findTarget.run(caller, input.model);
    const others = await Promise.all((input.fallbacks ?? []).map((ref) => findTarget.run(caller, ref)));
    const request = completionRequest(input, first.model);
    checkResponseFormat(request.responseFormat);
    const payer = await this.#payer(caller, input, first);
    const payers = new Map([[payer.credential, payer.shown]]);
    const outcome = await makeCall.run({
      tenant: caller.tenant.id,
      ...first,
      credential: payer.credential,
      request,
      ...(others.length > 0 && {
        fallbacks: others.map((target) => async () => {
          const { credential, shown } = await this.#fallbackPayer(caller, input, target, first);
          payers.set(credential, shown);
          return { ...target, credential, request: completionRequest(input, target.model) };
        }),
      }),
      onUnsupported: input.onUnsupported ?? 'adapt',
      onOverflow: input.onOverflow ?? 'reject',
      purpose: 'task',
      job: { id, epoch: null },
      attemptsBefore,
      callKey: id.replaceAll('-', ''),
      deadlineMs: this.#deadlineMs,
      ...(signal ? { signal } : {}),
      ...(onDelta ? { onDelta: withServerIds(onDelta, id) } : {}),
    });
    const shown = payers.get(outcome.target.credential) ?? null;
    const generation = generationOf(outcome, { id, responseFormat: request.responseFormat, shown });
    return promptId === undefined ? generation : { ...generation, promptId };
  }

  async #payer(
    caller: Caller,
    { credential }: Pick<GenerateInput, 'credential'>,
    { provider, credentialId }: FoundTarget,
  ): Promise<ResolvedCredential> {
    const { resolveCredential } = this.deps;
    if (credential || credentialId === undefined) return resolveCredential.resolve(caller, credential, provider);
    return resolveCredential.resolve(caller, { id: credentialId }, provider).catch((error: unknown) => {
      throw ByomError.is(error) && error.code === 'NOT_FOUND' ? aliasUnpaid(error) : error;
    });
  }

  /** The default of its provider; what pays for the first model pays for another of the same provider where there is none. */
  async #fallbackPayer(
    caller: Caller,
    input: GenerateInput,
    target: FoundTarget,
    first: FoundTarget,
  ): Promise<ResolvedCredential> {
    if (target.provider !== first.provider) return this.#payer({ tenant: caller.tenant }, {}, target);
    return this.#payer(caller, {}, target).catch(() => this.#payer(caller, input, first));
  }
}

const aliasUnpaid = (cause: ByomError) =>
  new ByomError('NO_CREDENTIAL', "The alias's credential was removed: give the alias another with setAlias.", {
    cause,
  });

const newCall = (): CallIdentity => ({ id: timeOrderedId(), attemptsBefore: 0 });
const record = { of: recordOfGeneration, read: generationOfRecord };

/** Streamed tool calls bear the same ids as those of the whole. */
function withServerIds(onDelta: (delta: CompletionDelta) => void, generation: string) {
  let index = 0;
  return (delta: CompletionDelta) =>
    onDelta(delta.toolCall ? { ...delta, toolCall: serverToolCall(delta.toolCall, generation, 0, index++) } : delta);
}
