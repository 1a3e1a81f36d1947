import { createHash, randomUUID } from 'node:crypto';
import stringify from 'safe-stable-stringify';
import type { IdempotencyKey, IdempotencyStore } from '../calls/idempotency-store.js';
import { pause } from '../calls/pause.js';
import { ByomError, type CompletionDelta, type JsonValue, type Logger } from '../sdk/index.js';
import type { Caller } from './caller.js';
import { completionRequest } from './completion-request.js';
import type { FindModel } from './find-model.js';
import { checkGenerateInput, type GenerateInput } from './generate-input.js';
import type { Generation, GenerationEvent } from './generation.js';
import { generationOf } from './generation-of-outcome.js';
import { generationOfRecord, recordOfFailure, recordOfGeneration } from './generation-record.js';
import type { GenerationStreams } from './generation-streams.js';
import { checkResponseFormat } from './json-answer.js';
import type { MakeCall } from './make-call.js';
import type { ResolveCredential } from './resolve-credential.js';
import { serverToolCall } from './tool-call-ids.js';

export interface GenerateDeps {
  readonly findModel: FindModel;
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
  /** A first that gives no result for so long is taken for dead: two attempts in doubt, and some waiting. */
  readonly #leaseMs: number;

  constructor(private readonly deps: GenerateDeps) {
    this.#deadlineMs = deps.deadlineMs ?? defaultDeadlineMs;
    this.#leaseMs = 2 * this.#deadlineMs + 120_000;
  }

  async run(caller: Caller, input: GenerateInput, options: GenerateOptions = {}): Promise<Generation> {
    checkGenerateInput(input);
    if (!input.idempotencyKey) return this.#make(caller, input, options);
    const key = idempotencyKey(caller, input.idempotencyKey);
    const state = await this.deps.idempotency.begin(key, hashOf(options.asked ?? input), this.#leaseMs);
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
      this.#firstOrStored(key, inputHash, () => this.#make(caller, input, { onDelta })),
    );
    yield* live.follow();
  }

  /** Makes it, unless it was made before; waits where another replica is making it. */
  async #firstOrStored(key: IdempotencyKey, inputHash: string, make: () => Promise<Generation>): Promise<Generation> {
    for (;;) {
      const state = await this.deps.idempotency.begin(key, inputHash, this.#leaseMs);
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

  async #make(
    caller: Caller,
    input: GenerateInput,
    { onDelta, signal, promptId }: GenerateOptions & { readonly onDelta?: (delta: CompletionDelta) => void },
  ): Promise<Generation> {
    const { provider, model } = this.deps.findModel.run(input.model);
    const request = completionRequest(input, model);
    checkResponseFormat(request.responseFormat);
    const { credential, shown } = await this.deps.resolveCredential.resolve(caller, input.credential, provider);
    const id = randomUUID();
    const outcome = await this.deps.makeCall.run({
      tenant: caller.tenant.id,
      provider,
      model,
      credential,
      request,
      onUnsupported: input.onUnsupported ?? 'adapt',
      onOverflow: input.onOverflow ?? 'reject',
      purpose: 'task',
      job: { id, epoch: null },
      callKey: id.replaceAll('-', ''),
      deadlineMs: this.#deadlineMs,
      ...(signal ? { signal } : {}),
      ...(onDelta ? { onDelta: withServerIds(onDelta, id) } : {}),
    });
    const generation = generationOf(outcome, { id, model, responseFormat: request.responseFormat, shown });
    return promptId === undefined ? generation : { ...generation, promptId };
  }
}

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
