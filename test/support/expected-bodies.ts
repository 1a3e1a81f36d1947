import type { FakeDialect } from './fake-dialect.js';

/** One uniform request as six APIs and their models take it. */
export interface ExpectedBody {
  /** `provider/model`. */
  readonly model: string;
  readonly dialect: FakeDialect;
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
    refusedAsAsked: true,
    body: { model: 'gpt-5-mini', messages: turns, max_completion_tokens: 100_000 },
    told: [renamed, 'stop dropped', 'temperature dropped', 'topK dropped'],
  },
  {
    model: 'openai/gpt-4o-mini',
    dialect: 'openai',
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
    model: 'groq/openai/gpt-oss-120b',
    dialect: 'groq',
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
    refusedAsAsked: false,
    body: {
      model: 'llama3.2',
      messages: turns,
      temperature: 1.8,
      max_tokens: 100_000,
      stop: ['A', 'B', 'C', 'D', 'E'],
    },
    told: ['topK dropped'],
  },
  {
    model: 'openai-compatible/anything/at-all',
    dialect: 'compatible',
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
];
