import { createHash } from 'node:crypto';
import stringify from 'safe-stable-stringify';
import type { IdempotencyKey, IdempotencyStore } from '../calls/idempotency-store.js';
import { pause } from '../calls/pause.js';
import { ByomError, type CompletionDelta, type JsonValue, type Logger } from '../sdk/index.js';
import { timeOrderedId } from '../usage/time-ordered-id.js';
import type { Caller } from './caller.js';
import { completionRequest } from './completion-request.js';
import type { FindTarget, FoundTarget } from './find-target.js';
import { checkGenerateInput, type GenerateInput } from './generate-input.js';
import type { Generation, GenerationEvent } from './generation.js';
import { generationOf } from './generation-of-outcome.js';
import { generationOfRecord, recordOfFailure, recordOfGeneration } from './generation-record.js';
import type { GenerationStreams } from './generation-streams.js';
import { checkResponseFormat } from './json-answer.js';
import type { MakeCall } from './make-call.js';
import type { ResolveCredential, ResolvedCredential } from './resolve-credential.js';
import { serverToolCall } from './tool-call-ids.js';

export interface GenerateDeps {
  readonly findTarget: FindTarget;
  readonly resolveCredential: ResolveCredential;
  readonly makeCall: MakeCall;
  readonly idempotency: IdempotencyStore;
  readonly streams: GenerationStreams;
  readonly logger: Logger;
  /** Of each attempt, in milliseconds. */
  readonly deadlineMs?: number;
}

export interface GenerateOptions {
  readonly signal?: AbortSignal;
  /** What the customer asked, where `input` was made of it: an idempotency key goes by that. */
  readonly asked?: object;
  /** The saved prompt that `input` was made of: `name@version`. */
  readonly promptId?: string;
}

const defaultDeadlineMs = 10 * 60_000;
/** How often to look whether another replica has finished. */
const pollMs = 250;

/** One answer from one model, on the caller's key. */
export class Generate {
  readonly #deadlineMs: number;

  constructor(private readonly deps: GenerateDeps) {
    this.#deadlineMs = deps.deadlineMs ?? defaultDeadlineMs;
  }

  async run(caller: Caller, input: GenerateInput, options: GenerateOptions = {}): Promise<Generation> {
    checkGenerateInput(input);
    if (!input.idempotencyKey) return this.#make(caller, input, options);
    const key = idempotencyKey(caller, input.idempotencyKey);
    const state = await this.deps.idempotency.begin(key, hashOf(options.asked ?? input), this.#leaseMs(input));
    if (state.kind === 'mismatch') throw mismatch();
    if (state.kind === 'running') {
      throw new ByomError('IDEMPOTENCY_IN_PROGRESS', 'The first request with this idempotencyKey still runs.');
    }
    if (state.kind === 'done') return generationOfRecord(state.result);
    return this.#first(key, () => this.#make(caller, input, options));
  }

  /** Deltas, then the whole. The call is made once for its key, and goes on when its reader leaves. */
  async *stream(caller: Caller, input: GenerateInput): AsyncGenerator<GenerationEvent, void, void> {
    checkGenerateInput(input);
    if (!input.idempotencyKey) {
      throw new ByomError('BAD_USER_INPUT', 'idempotencyKey is required for a subscription.');
    }
    const key = idempotencyKey(caller, input.idempotencyKey);
    const inputHash = hashOf(input);
    const live = this.deps.streams.attach(caller.tenant.id, key.key, inputHash, (onDelta) =>
      this.#firstOrStored(key, inputHash, this.#leaseMs(input), () => this.#make(caller, input, { onDelta })),
    );
    yield* live.follow();
  }

  /** Makes it, unless it was made before; waits where another replica is making it. */
  async #firstOrStored(
    key: IdempotencyKey,
    inputHash: string,
    leaseMs: number,
    make: () => Promise<Generation>,
  ): Promise<Generation> {
    for (;;) {
      const state = await this.deps.idempotency.begin(key, inputHash, leaseMs);
      if (state.kind === 'mismatch') throw mismatch();
      if (state.kind === 'done') return generationOfRecord(state.result);
      if (state.kind === 'first') return this.#first(key, make);
      await pause(pollMs);
    }
  }

  /** A result, or a failure that may have cost something, is kept for the key; any other failure frees it. */
  async #first(key: IdempotencyKey, make: () => Promise<Generation>): Promise<Generation> {
    let generation: Generation;
    try {
      generation = await make();
    } catch (error) {
      const mayHaveCost = ByomError.is(error) && Number(error.details.inDoubt ?? 0) > 0;
      await this.#remember(key, mayHaveCost ? recordOfFailure(error) : undefined);
      throw error;
    }
    await this.#remember(key, recordOfGeneration(generation));
    return generation;
  }

  /** What was paid for goes to its caller even where it cannot be kept for a second one. */
  async #remember(key: IdempotencyKey, result: JsonValue | undefined): Promise<void> {
    try {
      if (result === undefined) await this.deps.idempotency.abandon(key);
      else await this.deps.idempotency.finish(key, result);
    } catch {
      this.deps.logger.error({ operation: key.operation }, 'The result for an idempotency key could not be kept.');
    }
  }

  /** A first that gives no result for so long is taken for dead: two attempts in doubt for each model, and some waiting. */
  #leaseMs({ fallbacks }: GenerateInput): number {
    return (1 + (fallbacks?.length ?? 0)) * (2 * this.#deadlineMs + 120_000);
  }

  async #make(
    caller: Caller,
    input: GenerateInput,
    { onDelta, signal, promptId }: GenerateOptions & { readonly onDelta?: (delta: CompletionDelta) => void },
  ): Promise<Generation> {
    const { findTarget, makeCall } = this.deps;
    const first = await findTarget.run(caller, input.model);
    const others = await Promise.all((input.fallbacks ?? []).map((ref) => findTarget.run(caller, ref)));
    const request = completionRequest(input, first.model);
    checkResponseFormat(request.responseFormat);
    const payer = await this.#payer(caller, input, first);
    const payers = new Map([[payer.credential, payer.shown]]);
    const id = timeOrderedId();
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

const idempotencyKey = (caller: Caller, key: string): IdempotencyKey => ({
  tenant: caller.tenant.id,
  operation: 'generate',
  key,
});

/** Of everything asked; a key given inline counts only by its hash, as all the rest. */
const hashOf = (asked: object): string =>
  createHash('sha256')
    .update(stringify(asked) ?? '')
    .digest('hex');

const mismatch = () => new ByomError('IDEMPOTENCY_MISMATCH', 'This idempotencyKey was used with another input.');

/** Streamed tool calls bear the same ids as those of the whole. */
function withServerIds(onDelta: (delta: CompletionDelta) => void, generation: string) {
  let index = 0;
  return (delta: CompletionDelta) =>
    onDelta(delta.toolCall ? { ...delta, toolCall: serverToolCall(delta.toolCall, generation, 0, index++) } : delta);
}
