import type { LoadedProvider } from '../../src/plugin-loader/provider-registry.js';
import { ProviderError } from '../../src/sdk/index.js';
import type {
  Completion,
  CompletionRequest,
  ErrorCode,
  ProviderAdapter,
  ProviderCall,
  ProviderDefinition,
  ProviderResponse,
} from '../../src/sdk/index.js';

/** A plugin with an adapter of its own, as a third party would write the smallest one. */
export function plainProvider(changes: Partial<ProviderDefinition> = {}, adapter = plainAdapter): LoadedProvider {
  const definition = {
    id: 'plain',
    name: 'Plain',
    sdkVersion: 1 as const,
    version: '1.0.0',
    auth: { kind: 'bearer' as const },
    credentialFields: [{ name: 'apiKey', label: 'API key', secret: true, required: true }],
    baseUrl: 'https://plain.example/v1',
    baseUrlCustomizable: true,
    quirks: [],
    models: [
      {
        matches: ['small', 'large'],
        contextWindow: 100_000,
        maxOutputTokens: 1_000,
        price: { input: 1, output: 2, cachedInput: 0.5 },
        features: ['streaming' as const, 'system-prompt' as const],
      },
      { matches: '*', contextWindow: 100_000 },
    ],
    connect: () => adapter,
    ...changes,
  };
  return { definition, source: 'built-in', location: 'test', adapter };
}

const bodyOf = ({ model, messages, parameters, providerOptions }: CompletionRequest, stream: boolean) => ({
  model,
  messages: messages.map(({ role, content }) => ({ role, content })),
  ...(parameters.temperature === undefined ? {} : { temperature: parameters.temperature }),
  ...(parameters.maxOutputTokens === undefined ? {} : { max_tokens: parameters.maxOutputTokens }),
  ...(stream ? { stream: true, stream_options: { include_usage: true } } : {}),
  ...providerOptions,
});

export const plainAdapter: ProviderAdapter = {
  prepare: (request, { stream }) => ({ method: 'POST', path: '/chat/completions', body: bodyOf(request, stream) }),
  async complete(request: CompletionRequest, call: ProviderCall): Promise<Completion> {
    const body = JSON.stringify(bodyOf(request, call.onDelta !== undefined));
    const response = await call.fetch(`${call.baseUrl}/chat/completions`, { method: 'POST', body });
    if (!response.ok) throw await errorOf(response);
    return call.onDelta ? streamed(response, call) : whole(response);
  },
};

const codes: Record<number, ErrorCode> = {
  401: 'CREDENTIAL_INVALID',
  402: 'QUOTA_EXHAUSTED',
  429: 'RATE_LIMITED',
};

async function errorOf(response: ProviderResponse): Promise<ProviderError> {
  const { status } = response;
  const body = (await response.json().catch(() => null)) as { error?: { code?: string; type?: string } } | null;
  const seconds = Number(response.headers.get('retry-after') ?? NaN);
  return new ProviderError(
    codes[status] ?? (status >= 500 ? 'PROVIDER_OVERLOADED' : 'PROVIDER_REJECTED'),
    'It failed.',
    {
      status,
      requestId: response.headers.get('x-request-id') ?? undefined,
      code: body?.error?.code ?? undefined,
      type: body?.error?.type ?? undefined,
      ...(Number.isNaN(seconds) ? {} : { retryAfterMs: seconds * 1_000 }),
    },
  );
}

const garbage = () => new ProviderError('PROVIDER_PROTOCOL', 'The answer is none.');

/** The part of the wire format that is read here. */
interface Wire {
  readonly error?: unknown;
  readonly choices?: readonly {
    readonly message?: { readonly content?: string };
    readonly delta?: { readonly content?: string };
    readonly finish_reason?: string | null;
  }[];
  readonly usage?: {
    readonly prompt_tokens: number;
    readonly completion_tokens: number;
    readonly prompt_tokens_details?: { readonly cached_tokens?: number };
  } | null;
}

const usageOf = (usage: Wire['usage']) =>
  usage
    ? {
        inputTokens: usage.prompt_tokens,
        outputTokens: usage.completion_tokens,
        cachedInputTokens: usage.prompt_tokens_details?.cached_tokens ?? 0,
        reasoningTokens: 0,
      }
    : undefined;

async function whole(response: ProviderResponse): Promise<Completion> {
  let body: Wire | null;
  try {
    body = (await response.json()) as Wire | null;
  } catch (error) {
    if (ProviderError.is(error)) throw error;
    throw garbage();
  }
  if (!body?.choices?.length) throw garbage();
  return {
    choices: body.choices.map(({ message, finish_reason }) => ({
      text: message?.content ?? '',
      finishReason: finish_reason === 'length' ? 'length' : 'stop',
      toolCalls: [],
    })),
    usage: usageOf(body.usage),
    providerRequestId: response.headers.get('x-request-id') ?? undefined,
  };
}

async function streamed(response: ProviderResponse, call: ProviderCall): Promise<Completion> {
  let text = '';
  let finished = false;
  let usage: Wire['usage'];
  let buffered = '';
  const decoder = new TextDecoder();
  for await (const chunk of response.body!) {
    buffered += decoder.decode(chunk, { stream: true });
    const events = buffered.split('\n\n');
    buffered = events.pop()!;
    for (const line of events) {
      if (!line.startsWith('data: {')) continue;
      const event = JSON.parse(line.slice('data: '.length)) as Wire;
      if (event.error) throw garbage();
      const piece = event.choices?.[0]?.delta?.content;
      if (piece) call.onDelta!({ text: piece });
      text += piece ?? '';
      finished ||= Boolean(event.choices?.[0]?.finish_reason);
      usage = event.usage ?? usage;
    }
  }
  if (!finished) throw garbage();
  return { choices: [{ text, finishReason: 'stop', toolCalls: [] }], usage: usageOf(usage) };
}
