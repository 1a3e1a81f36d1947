import { conformance as compatible } from '../../plugins/openai-compatible/fixtures/conformance.js';
import { openAICompatible } from '../../src/openai-compatible/openai-compatible.js';
import type { Conformance } from '../../src/sdk/audits/conformance.js';
import { defineProvider, type ProviderAdapter, type ProviderDefinition, type Quirk } from '../../src/sdk/index.js';

export const fourStops: Quirk = { kind: 'limited-stop-sequences', id: 'four-stops', most: 4 };
export const wire: Quirk = { kind: 'wire-format', id: 'plain', description: 'Speaks plainly.' };
const counts = {
  prompt_tokens: 20,
  completion_tokens: 4,
  total_tokens: 24,
  prompt_tokens_details: { cached_tokens: 8 },
};
const events = [
  { choices: [{ index: 0, delta: { content: 'Grüße, ' }, finish_reason: null }] },
  { choices: [{ index: 0, delta: { content: 'Welt!' }, finish_reason: null }] },
  { choices: [{ index: 0, delta: {}, finish_reason: 'stop' }] },
  { choices: [], usage: counts },
];
/** Good fixtures for all of them. */
export const conformance: Conformance = {
  model: 'a-model',
  replies: {
    ...compatible.replies,
    usage: { inputTokens: 20, cachedInputTokens: 8, outputTokens: 4, reasoningTokens: 0 },
    whole: {
      body: {
        choices: [{ index: 0, message: { role: 'assistant', content: 'Grüße, Welt!' }, finish_reason: 'stop' }],
        usage: counts,
      },
    },
    streamed: {
      headers: { 'content-type': 'text/event-stream' },
      body: `${events.map((event) => `data: ${JSON.stringify(event)}\n\n`).join('')}data: [DONE]\n\n`,
    },
  },
  quirks: [
    {
      quirk: 'four-stops',
      model: 'a-model',
      request: { parameters: { stop: ['a', 'b', 'c', 'd', 'e'] } },
      sent: { stop: ['a', 'b', 'c', 'd'] },
      adaptation: { parameter: 'stop', action: 'truncated' },
    },
    { quirk: 'plain', model: 'a-model', request: {}, sent: { messages: [{ role: 'user' }] } },
  ],
};

export const good = openAICompatible();
export const provider = (adapter: ProviderAdapter, changes: Partial<ProviderDefinition> = {}) =>
  defineProvider({
    id: 'audited',
    name: 'Audited',
    sdkVersion: 1,
    auth: { kind: 'bearer' },
    baseUrl: 'https://audited.example/v1',
    quirks: [fourStops, wire],
    models: [{ matches: 'a-model', features: ['streaming', 'tools', 'parallel-tools', 'json-schema', 'vision'] }],
    connect: () => adapter,
    ...changes,
  });
