import type { CompletionReport, CompletionRequest, ErrorCode, JsonObject, ProviderAdapter } from 'byom/sdk';
import { openAICompatible } from 'byom/openai-compatible';

/** Chat completions as Fireworks spells them. */
export const fireworksAdapter = (): ProviderAdapter =>
  openAICompatible({
    streams: ({ parameters: { maxOutputTokens = 0 } }) => maxOutputTokens > mostUnstreamed,
    amendBody: (body, request) =>
      withTurns(withChoice(withOneSwitch({ ...refusing, ...body, model: pathOf(request) })), request),
    classifyError: meaningOf,
    notice: reportsOf,
  });

/** Tokens of output that are given without a stream. */
const mostUnstreamed = 4_096;
const refusing = { context_length_exceeded_behavior: 'error' };

const pathOf = ({ model }: CompletionRequest) => (model.includes('/') ? model : `accounts/fireworks/models/${model}`);

function withOneSwitch({ reasoning_effort: effort, ...body }: JsonObject): JsonObject {
  return effort === undefined || 'thinking' in body ? body : { ...body, reasoning_effort: effort };
}

function withChoice(body: JsonObject): JsonObject {
  return body['tool_choice'] === 'required' ? { ...body, tool_choice: 'any' } : body;
}

/** Models that want their earlier reasoning back. */
const remembers = /(^|\/)kimi-/;

function withTurns(body: JsonObject, { model }: CompletionRequest): JsonObject {
  if (!remembers.test(model)) return body;
  const messages = body['messages'] as readonly JsonObject[];
  return { ...body, messages: messages.map(withItsReasoning) };
}

const withItsReasoning = (message: JsonObject): JsonObject =>
  message['role'] === 'assistant' ? { reasoning_content: '', ...message } : message;

function meaningOf(status: number, { message }: { message: string }): ErrorCode | undefined {
  // The same status tells of an adapter of a model that failed to load.
  if (status === 412) return /suspend|billing|spending|invoice|payment/i.test(message) ? 'QUOTA_EXHAUSTED' : undefined;
  return undefined;
}

const tiers: ReadonlySet<unknown> = new Set([undefined, 'default', 'priority']);

const reportsOf = ({ parameters, providerOptions = {} }: CompletionRequest): readonly CompletionReport[] => [
  ...(tiers.has(providerOptions['service_tier']) ? [] : [usualTier]),
  ...(parameters.reasoningEffort !== undefined && 'thinking' in providerOptions ? [overruled] : []),
];

const overruled: CompletionReport = {
  quirk: 'one-thinking-switch',
  parameter: 'reasoningEffort',
  reason: 'The provider option thinking says how to reason, which excludes an effort beside it.',
  lossless: false,
};

const usualTier: CompletionReport = {
  quirk: 'priority-or-default',
  parameter: 'providerOptions',
  reason: 'Fireworks serves this service tier as default.',
  lossless: false,
};
