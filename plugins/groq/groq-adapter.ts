import type { CompletionReport, CompletionRequest, ErrorCode, JsonObject, ProviderAdapter } from 'byom/sdk';
import { openAICompatible } from 'byom/openai-compatible';
import { sendOverGroqSdk } from './send-over-groq-sdk.js';

/** Chat completions as Groq spells them, over its own SDK. */
export const groqAdapter = (): ProviderAdapter =>
  openAICompatible({
    send: sendOverGroqSdk,
    amendBody: (body, request) => spellReasoning(withKnownOptions(body), request),
    classifyError: meaningOf,
    notice: reportsOf,
  });

/** Models that write their reasoning into the text unless told otherwise. */
const thinksAloud = /^qwen\//;
/** Of these, models whose reasoning is on or off. */
const onAndOff = /^qwen\/qwen3(\.6-|-)/;

function spellReasoning(body: JsonObject, { model }: CompletionRequest): JsonObject {
  if (!thinksAloud.test(model)) return isRawAmongOthers(body) ? { ...body, reasoning_format: 'parsed' } : body;
  // The two fields exclude each other, so a customer's own choice of either stands.
  const chosen = 'reasoning_format' in body || 'include_reasoning' in body;
  return {
    ...body,
    ...((!chosen || isRawAmongOthers(body)) && { reasoning_format: 'parsed' }),
    ...(body['reasoning_effort'] === 'medium' && onAndOff.test(model) && { reasoning_effort: 'default' }),
  };
}

/** Reasoning within the text goes neither with tools nor with JSON. */
const isRawAmongOthers = (body: JsonObject): boolean =>
  body['reasoning_format'] === 'raw' && ('tools' in body || 'response_format' in body);

const tiers: ReadonlySet<unknown> = new Set(['auto', 'on_demand', 'flex', 'performance']);

function withKnownOptions({ service_tier: tier, ...body }: JsonObject): JsonObject {
  const { include_reasoning: _, ...rest } = body;
  const known = tier === 'default' ? 'on_demand' : tiers.has(tier) ? tier : undefined;
  return { ...('reasoning_format' in body ? rest : body), ...(known !== undefined && { service_tier: known }) };
}

/** What the model itself made wrong; the request is right. */
const failedGenerations: ReadonlySet<unknown> = new Set([
  'tool_use_failed',
  'json_validate_failed',
  'output_parse_failed',
]);

function meaningOf(status: number, { code, message }: { code?: string; message: string }): ErrorCode | undefined {
  if (code === 'model_decommissioned') return 'UNKNOWN_MODEL';
  const failed = failedGenerations.has(code) || /^tool call validation failed/i.test(message);
  return failed && status < 500 ? 'PROVIDER_PROTOCOL' : undefined;
}

function reportsOf({
  parameters,
  providerOptions = {},
  tools,
  responseFormat,
}: CompletionRequest): readonly CompletionReport[] {
  const tier = providerOptions['service_tier'];
  const formatted = responseFormat !== undefined && responseFormat.kind !== 'text';
  return [
    ...(providerOptions['reasoning_format'] === 'raw' && (tools || formatted) ? [rawAlone] : []),
    ...(parameters.temperature === 0 ? [coldest] : []),
    ...(tier === 'default' ? [renamedTier] : tier !== undefined && !tiers.has(tier) ? [unknownTier] : []),
    ...('reasoning_format' in providerOptions && 'include_reasoning' in providerOptions ? [oneSwitch] : []),
  ];
}

const told = (quirk: string, parameter: string, reason: string, lossless = false): CompletionReport => ({
  quirk,
  parameter,
  reason,
  lossless,
});
const coldest = told('coldest-temperature', 'temperature', 'Groq takes a temperature of 0 for 1e-8.', true);
const renamedTier = told('service-tiers', 'providerOptions', 'The service tier default is on_demand at Groq.', true);
const unknownTier = told('service-tiers', 'providerOptions', 'Groq does not have this service tier: it was left out.');
const oneSwitch = told(
  'one-reasoning-switch',
  'providerOptions',
  'reasoning_format excludes include_reasoning, which was left out.',
);
const rawAlone = told(
  'raw-reasoning-alone',
  'providerOptions',
  'Groq takes no raw reasoning with tools or JSON: it was asked for beside the text.',
);
