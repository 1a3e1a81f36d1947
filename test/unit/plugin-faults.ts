import {
  ByomError,
  ProviderError,
  type Choice,
  type Completion,
  type CompletionDelta,
  type CompletionRequest,
  type ErrorCode,
  type FinishReason,
  type ProviderAdapter,
  type ProviderCall,
  type ProviderDefinition,
  type ProviderResponse,
} from '../../src/sdk/index.js';
import { fourStops, good, provider, wire } from './plugin-fault-setting.js';

type Complete = (request: CompletionRequest, call: ProviderCall) => Promise<Completion>;
/** The good adapter, but for the way in which it makes its call. */
const completing = (complete: Complete) => provider({ ...good, complete });
/** The good adapter, with something done to each answer. */
const answering = (change: (completion: Completion) => Completion) =>
  completing(async (request, call) => change(await good.complete(request, call)));
const choosing = (change: (choice: Choice) => Choice) =>
  answering((completion) => ({ ...completion, choices: completion.choices.map(change) }));
/** The good adapter, with something done to each failure. */
const failing = (change: (error: ProviderError) => unknown) =>
  completing((request, call) =>
    good.complete(request, call).catch((error: unknown) => {
      throw ProviderError.is(error) ? change(error) : error;
    }),
  );
/** The good adapter, with something done to each response before it is read. */
const receiving = (change: (response: ProviderResponse) => ProviderResponse | Promise<ProviderResponse>) =>
  completing((request, call) =>
    good.complete(request, { ...call, fetch: async (url, init) => change(await call.fetch(url, init)) }),
  );

/** The good adapter, with something done to each request before it is spelled. */
const asking = (change: (request: CompletionRequest) => CompletionRequest) =>
  provider({
    prepare: (request, how) => good.prepare(change(request), how),
    complete: (request, call) => good.complete(change(request), call),
  });

const empty: Completion = { choices: [{ text: '', finishReason: 'stop', toolCalls: [] }] };
const reasons: Readonly<Record<string, FinishReason>> = {};
/** A function, whatever its type says. */
const inheritedReason = reasons['toString']!;
const page = { 'content-type': 'text/html' };

function clamped(request: CompletionRequest): CompletionRequest {
  const { maxOutputTokens = 0 } = request.parameters;
  if (maxOutputTokens <= 8_192) return request;
  return { ...request, parameters: { ...request.parameters, maxOutputTokens: 8_192 } };
}

/** Keeps what it read in the adapter in place of the call. */
function remembering(): ProviderAdapter {
  let text = '';
  return {
    ...good,
    complete: async (request, call) => {
      text = '';
      const { onDelta } = call;
      if (onDelta === undefined) return good.complete(request, call);
      const completion = await good.complete(request, {
        ...call,
        onDelta: (delta) => {
          text += delta.text ?? '';
          onDelta(delta);
        },
      });
      const [choice] = completion.choices;
      return { ...completion, choices: [{ ...choice!, text }] };
    },
  };
}

/** Decodes each piece of a stream by itself. */
function decodedApart(response: ProviderResponse): ProviderResponse {
  const pieces = async function* () {
    for await (const piece of response.body!) yield new TextEncoder().encode(new TextDecoder().decode(piece));
  };
  return { ...response, body: { [Symbol.asyncIterator]: pieces } };
}

const coded = (from: ErrorCode, to: ErrorCode) =>
  failing((error) => (error.code === from ? new ProviderError(to, error.message, error.failure) : error));

/** Faults that plugins have had, and the audits that each of them fails: these and no others. */
export const faults: Readonly<Record<string, readonly [ProviderDefinition, ...(readonly string[])]>> = {
  'ignores an abort': [
    completing((request, call) =>
      good.complete(request, call).catch((error: unknown) => {
        if (call.signal.aborted) return empty;
        throw error;
      }),
    ),
    'abort:before-sending',
    'abort:before-headers',
    'abort:after-headers',
    'abort:in-stream',
  ],
  'takes an abort for a lost connection': [
    completing((request, call) =>
      good.complete(request, call).catch((error: unknown) => {
        throw call.signal.aborted ? new ProviderError('PROVIDER_UNREACHABLE', 'The connection broke.') : error;
      }),
    ),
    'abort:before-sending',
    'abort:before-headers',
    'abort:after-headers',
    'abort:in-stream',
  ],
  'keeps the signal from what it sends': [
    completing((request, call) =>
      good.complete(request, { ...call, fetch: (url, init) => call.fetch(url, { ...init, signal: undefined }) }),
    ),
    'abort:before-sending',
    'abort:before-headers',
    'abort:after-headers',
    'abort:in-stream',
  ],
  'drops a stop reason': [
    choosing((choice) => ({
      ...choice,
      finishReason: choice.finishReason === 'length' ? 'stop' : choice.finishReason,
    })),
    'finish:length',
  ],
  'leaks the key in what an error holds': [
    receiving(async (response) => {
      if (response.ok) return response;
      const cause = new Error(await response.text());
      throw new ProviderError(codeOf(response.status), 'Refused.', { status: response.status, cause });
    }),
    'error:context-too-long',
    'error:quota',
    'error:rate-limit',
    'error:server-error',
    'error:unknown-model',
    'key-hidden',
  ],
  'clamps in silence': [asking(clamped), 'no-silent-change'],
  'drops a message in silence': [
    asking((request) => ({ ...request, messages: request.messages.filter(({ role }) => role !== 'system') })),
    'no-silent-change',
  ],
  'miscounts cached tokens': [
    answering(({ usage, ...completion }) => ({
      ...completion,
      usage: usage && { ...usage, inputTokens: usage.inputTokens + usage.cachedInputTokens },
    })),
    'usage',
    'usage:streamed',
  ],
  'takes a truncated stream for a success': [
    completing(async (request, call) => {
      let text = '';
      const { onDelta } = call;
      const listening = onDelta && {
        onDelta: (delta: CompletionDelta) => {
          text += delta.text ?? '';
          onDelta(delta);
        },
      };
      try {
        return await good.complete(request, { ...call, ...listening });
      } catch (error) {
        if (text === '' || !ByomError.is(error) || error.code !== 'PROVIDER_PROTOCOL') throw error;
        return { choices: [{ text, finishReason: 'stop', toolCalls: [] }] };
      }
    }),
    'error:truncated-stream',
    'truncated:streamed',
  ],
  'takes the end of a quota for a rate limit': [coded('QUOTA_EXHAUSTED', 'RATE_LIMITED'), 'error:quota'],
  'shares state between calls': [provider(remembering()), 'no-shared-state'],
  'loses a parallel tool call': [
    choosing((choice) => ({ ...choice, toolCalls: choice.toolCalls.slice(0, 1) })),
    'scenario:tools',
    'scenario:tools-streamed',
  ],
  'breaks characters of several bytes': [
    receiving((response) => (response.body === null ? response : decodedApart(response))),
    'streamed:one-byte-pieces',
    'no-shared-state',
  ],
  'tells nothing as it comes': [
    completing((request, call) => good.complete(request, call.onDelta ? { ...call, onDelta: () => undefined } : call)),
    'streamed',
    'streamed:pieces',
    'streamed:one-byte-pieces',
    'scenario:tools-streamed',
  ],
  'looks names up in what every object inherits': [
    choosing(({ finishReason, ...choice }) => {
      return { ...choice, finishReason: finishReason === 'other' ? inheritedReason : finishReason };
    }),
    'strange-names',
  ],
  'takes a page for an answer': [
    completing((request, call) =>
      good
        .complete(request, {
          ...call,
          fetch: async (url, init) => {
            const response = await call.fetch(url, init);
            if (response.headers.get('content-type') !== page['content-type'] || !response.ok) return response;
            throw new Error('A page.');
          },
        })
        .catch((error: unknown) => {
          if (ByomError.is(error) && error.code === 'PROVIDER_UNREACHABLE' && error.cause !== undefined) return empty;
          throw error;
        }),
    ),
    'malformed',
    'malformed:streamed',
  ],
  'repeats what the provider says': [
    receiving(async (response) => {
      if (response.status !== 403) return response;
      const { error } = (await response.json()) as { error: { message: string } };
      throw new ProviderError('CREDENTIAL_INVALID', error.message, { status: 403 });
    }),
    'error:no-permission',
    'key-hidden',
  ],
  'forgets how long to wait': [
    failing(({ code, message, failure }) => new ProviderError(code, message, { ...failure, retryAfterMs: undefined })),
    'error:rate-limit',
  ],
  'sends again after a failure': [
    completing((request, call) =>
      good.complete(request, call).catch((error: unknown) => {
        if (!ByomError.is(error) || error.code !== 'RATE_LIMITED') throw error;
        return good.complete(request, call).catch(() => Promise.reject(error as Error));
      }),
    ),
    'error:rate-limit',
    'sends-once',
  ],
  'sends another body than it shows': [
    completing((request, call) => good.complete({ ...request, providerOptions: { more: true } }, call)),
    'round-trip',
  ],
  'reads the environment': [
    completing((request, call) =>
      good.complete(request, {
        ...call,
        fetch: (url, init) =>
          call.fetch(url, {
            ...init,
            headers: { ...(init?.headers as object), 'x-org': process.env['ACME_ORG_ID'] ?? '' },
          }),
      }),
    ),
    'environment',
  ],
  'brings a key of its own': [
    completing((request, call) =>
      good.complete(request, {
        ...call,
        fetch: (url, init) =>
          call.fetch(url, { ...init, headers: { ...(init?.headers as object), 'x-api-key': 'mine' } }),
      }),
    ),
    'no-key-of-its-own',
  ],
  'changes the request it is given': [
    provider({
      ...good,
      prepare: (request, how) => {
        (request.parameters as { temperature?: number }).temperature = 1;
        return good.prepare(request, how);
      },
    }),
    'request-unchanged',
  ],
  'declares a quirk that nothing shows': [
    provider(good, { quirks: [fourStops, wire, { kind: 'merged-turns', id: 'turns' }] }),
    'quirk:turns',
  ],
  'declares a quirk otherwise than its case shows it': [
    provider(good, { quirks: [{ kind: 'limited-stop-sequences', id: 'four-stops', most: 5 }, wire] }),
    'quirk:four-stops',
  ],
  'shows a quirk that is not declared': [provider(good, { quirks: [fourStops] }), 'fixtures'],
  'names two quirks alike': [
    provider(good, { quirks: [fourStops, wire, { ...wire }] }),
    'definition:quirk-ids',
    'quirk-matters:plain',
    'quirk-matters:plain',
  ],
  'has a pattern that matches nothing': [
    provider(good, { models: [...provider(good).models, { matches: 'b-modle*' }] }),
    'definition:patterns',
  ],
  'declares a feature that there is not': [
    provider(good, { models: [...provider(good).models, { matches: 'a-*', features: ['telepathy' as 'tools'] }] }),
    'definition:features',
  ],
};

function codeOf(status: number): ErrorCode {
  if (status === 401 || status === 403) return 'CREDENTIAL_INVALID';
  if (status === 413) return 'REQUEST_TOO_LARGE';
  return status < 500 ? 'PROVIDER_REJECTED' : 'PROVIDER_OVERLOADED';
}
