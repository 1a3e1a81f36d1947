import type { FakeDialect } from './fake-dialect.js';

/** One uniform request as six APIs and their models take it. */
export interface ExpectedBody {
  /** `provider/model`. */
  readonly model: string;
  /** None where nothing is sent. */
  readonly dialect?: FakeDialect;
  /** What the body was written from. */
  readonly sources: readonly string[];
  /** Sent unadapted the API refuses it; false where it would silently do something else. */
  readonly refusedAsAsked: boolean;
  readonly body: object;
  /** What the customer is told: parameters and actions. */
  readonly told: readonly string[];
}

/** Asked of every model alike, in the API's own spelling of roles. */
export const uniformRequest = {
  messages: [
    { role: 'SYSTEM', content: 'Be brief.' },
    { role: 'USER', content: 'First.' },
    { role: 'USER', content: 'Second.' },
  ],
  parameters: { temperature: 1.8, topK: 40, maxOutputTokens: 100_000, stop: ['A', 'B', 'C', 'D', 'E'] },
} as const;

const turns = [
  { role: 'system', content: 'Be brief.' },
  { role: 'user', content: 'First.' },
  { role: 'user', content: 'Second.' },
];
const renamed = 'maxOutputTokens renamed';
const clamped = 'maxOutputTokens clamped';

/**
 * Written by hand from what the providers publish: OpenAI's and Groq's own types and documentation, the Messages API's
 * types, and the servers' code; the numbers are the models' published output limits.
 */
export const expectedBodies: readonly ExpectedBody[] = [
  {
    model: 'openai/gpt-5-mini',
    dialect: 'openai',
    sources: [
      'npm openai@7.57.0 resources/chat/completions/completions.d.ts: max_completion_tokens in place of max_tokens',
      'npm @ai-sdk/openai@4.0.118 src/openai-model-catalog.ts: 5.0 has no effort none, so never a temperature; no top_k',
      'huggingface/smolagents#1893: no stop; models.dev: output up to 128,000',
    ],
    refusedAsAsked: true,
    body: { model: 'gpt-5-mini', messages: turns, max_completion_tokens: 100_000 },
    told: [renamed, 'stop dropped', 'temperature dropped', 'topK dropped'],
  },
  {
    model: 'openai/gpt-4o-mini',
    dialect: 'openai',
    sources: [
      'openai/openai-openapi f85dbe2: one to four stop sequences; npm openai@7.57.0: temperature from 0 to 2',
      'npm @ai-sdk/openai@4.0.118 src/chat/openai-chat-language-model.ts: no top_k',
      'models.dev: output up to 16,384',
    ],
    refusedAsAsked: true,
    body: {
      model: 'gpt-4o-mini',
      messages: turns,
      temperature: 1.8,
      max_completion_tokens: 16_384,
      stop: ['A', 'B', 'C', 'D'],
    },
    told: [clamped, renamed, 'stop truncated', 'topK dropped'],
  },
  {
    model: 'anthropic/claude-haiku-4-5',
    dialect: 'anthropic',
    sources: [
      'npm @anthropic-ai/sdk@1.12.0 resources/messages/messages.d.ts: system is a field, turns alternate',
      'npm @ai-sdk/anthropic@4.0.105 src/anthropic-language-model.ts: temperature from 0 to 1, any number of stop sequences',
      'npm @anthropic-ai/sdk@1.12.0 client.js: a stream above 21,333 tokens; models.dev: output up to 64,000',
    ],
    refusedAsAsked: true,
    body: {
      model: 'claude-haiku-4-5',
      system: 'Be brief.',
      messages: [{ role: 'user', content: 'First.\n\nSecond.' }],
      max_tokens: 64_000,
      temperature: 1,
      top_k: 40,
      stop_sequences: ['A', 'B', 'C', 'D', 'E'],
      stream: true,
    },
    told: [clamped, 'messages merged', 'temperature clamped'],
  },
  {
    model: 'anthropic/claude-sonnet-4-5',
    dialect: 'anthropic',
    sources: [
      'npm @anthropic-ai/sdk@1.12.0 resources/messages/messages.d.ts: system is a field, turns alternate',
      'npm @ai-sdk/anthropic@4.0.105 src/anthropic-language-model.ts: temperature from 0 to 1, any number of stop sequences',
      'npm @anthropic-ai/sdk@1.12.0 client.js: a stream above 21,333 tokens; models.dev: output up to 64,000',
    ],
    refusedAsAsked: true,
    body: {
      model: 'claude-sonnet-4-5',
      system: 'Be brief.',
      messages: [{ role: 'user', content: 'First.\n\nSecond.' }],
      max_tokens: 64_000,
      temperature: 1,
      top_k: 40,
      stop_sequences: ['A', 'B', 'C', 'D', 'E'],
      stream: true,
    },
    told: [clamped, 'messages merged', 'temperature clamped'],
  },
  {
    model: 'anthropic/claude-opus-5',
    dialect: 'anthropic',
    sources: [
      'npm @ai-sdk/anthropic@4.0.105 src/anthropic-model-catalog.ts: no sampling parameters after 4.6',
      'npm @anthropic-ai/sdk@1.12.0 resources/messages/messages.d.ts: system is a field, turns alternate',
      'npm @earendil-works/pi-ai@1.5.2 dist/models.generated.js: output up to 128,000',
    ],
    refusedAsAsked: true,
    body: {
      model: 'claude-opus-5',
      system: 'Be brief.',
      messages: [{ role: 'user', content: 'First.\n\nSecond.' }],
      max_tokens: 100_000,
      stop_sequences: ['A', 'B', 'C', 'D', 'E'],
      stream: true,
    },
    told: ['messages merged', 'temperature dropped', 'topK dropped'],
  },
  {
    model: 'groq/llama-3.3-70b-versatile',
    dialect: 'groq',
    sources: [
      'npm groq-sdk@1.6.0 resources/chat/completions.d.ts: max_completion_tokens, four stop sequences, temperature from 0 to 2',
      'npm @ai-sdk/groq@4.0.84 src/groq-chat-language-model.ts: no top_k; models.dev: output up to 32,768',
    ],
    refusedAsAsked: true,
    body: {
      model: 'llama-3.3-70b-versatile',
      messages: turns,
      temperature: 1.8,
      max_completion_tokens: 32_768,
      stop: ['A', 'B', 'C', 'D'],
    },
    told: [clamped, renamed, 'stop truncated', 'topK dropped'],
  },
  {
    model: 'groq/openai/gpt-oss-120b',
    dialect: 'groq',
    sources: [
      'npm groq-sdk@1.6.0 resources/chat/completions.d.ts: max_completion_tokens, four stop sequences, temperature from 0 to 2',
      'npm @ai-sdk/groq@4.0.84 src/groq-chat-language-model.ts: no top_k; models.dev: output up to 65,536',
    ],
    refusedAsAsked: true,
    body: {
      model: 'openai/gpt-oss-120b',
      messages: turns,
      temperature: 1.8,
      max_completion_tokens: 65_536,
      stop: ['A', 'B', 'C', 'D'],
    },
    told: [clamped, renamed, 'stop truncated', 'topK dropped'],
  },
  {
    model: 'baseten/zai-org/GLM-5.3-Flash',
    dialect: 'baseten',
    sources: [
      'docs.baseten.co/inference/model-apis/overview: GLM takes top_k',
      'npm @earendil-works/pi-ai@1.5.2 dist/models.generated.js: output up to 131,072',
    ],
    refusedAsAsked: false,
    body: {
      model: 'zai-org/GLM-5.3-Flash',
      messages: turns,
      temperature: 1.8,
      top_k: 40,
      max_tokens: 100_000,
      stop: ['A', 'B', 'C', 'D', 'E'],
    },
    told: [],
  },
  {
    model: 'baseten/moonshotai/Kimi-K2.6',
    dialect: 'baseten',
    sources: [
      'docs.baseten.co/inference/model-apis/overview: of the Model APIs only GLM and Nemotron Super take top_k',
      'models.dev: output up to 262,000',
    ],
    refusedAsAsked: false,
    body: {
      model: 'moonshotai/Kimi-K2.6',
      messages: turns,
      temperature: 1.8,
      max_tokens: 100_000,
      stop: ['A', 'B', 'C', 'D', 'E'],
    },
    told: ['topK dropped'],
  },
  {
    model: 'ollama/llama3.2',
    dialect: 'ollama',
    sources: ['ollama/ollama fb307609 api/types.go: num_predict, and top_k too; any number of stop sequences'],
    refusedAsAsked: false,
    body: {
      model: 'llama3.2',
      messages: turns,
      stream: false,
      truncate: false,
      options: { temperature: 1.8, top_k: 40, num_predict: 100_000, stop: ['A', 'B', 'C', 'D', 'E'] },
    },
    told: [],
  },
  {
    model: 'openai-compatible/anything/at-all',
    dialect: 'compatible',
    sources: [
      'npm @earendil-works/pi-ai@1.5.2 dist/api/openai-completions.js: max_tokens and the role system are what every server knows; top_k is no part of the dialect',
    ],
    refusedAsAsked: true,
    body: {
      model: 'anything/at-all',
      messages: turns,
      temperature: 1.8,
      max_tokens: 100_000,
      stop: ['A', 'B', 'C', 'D', 'E'],
    },
    told: ['topK dropped'],
  },
  {
    model: 'sandbox/simulated-large',
    sources: ['a simulation: its limits are its own, and its body is for show'],
    refusedAsAsked: false,
    body: {
      model: 'simulated-large',
      messages: turns,
      temperature: 1,
      maxOutputTokens: 4_096,
      stop: ['A', 'B', 'C', 'D'],
    },
    told: [clamped, 'stop truncated', 'temperature clamped', 'topK dropped'],
  },
];
