import type { ModelDeclaration, ModelFeature, Quirk } from 'byom/sdk';

const asOf = '2026-11-23';
const parameters = { source: 'https://openrouter.ai/docs/api/reference/parameters', asOf };
const variants = { source: 'https://openrouter.ai/docs/faq', asOf };

const plain: readonly ModelFeature[] = [
  'streaming',
  'system-prompt',
  'tools',
  'parallel-tools',
  'json-mode',
  'json-schema',
  'vision',
  'reasoning',
  'logprobs',
  'seed',
  'prompt-caching',
];

const cacheMarksInContent: Quirk = {
  kind: 'wire-format',
  id: 'cache-marks-in-content',
  parameter: 'messages',
  description: 'Marks for the prompt cache stand on a part of a message, and not on the message.',
  source: 'github BerriAI/litellm litellm/llms/openrouter/chat/transformation.py',
  asOf,
};

export const openrouterModels: readonly ModelDeclaration[] = [
  { matches: '*', features: plain },
  {
    matches: 'openai/*',
    quirks: [
      {
        kind: 'limited-range',
        id: 'least-output',
        parameter: 'maxOutputTokens',
        min: 16,
        description: 'Routes to OpenAI take no output limit below 16 tokens.',
        source: 'npm @openrouter/sdk@1.3.19 esm/models/chatrequest.d.ts',
        asOf,
      },
      {
        kind: 'unsupported-parameter',
        id: 'openai-no-top-k',
        parameter: 'topK',
        description: 'Models of OpenAI have no top_k.',
        ...parameters,
      },
    ],
  },
  {
    matches: ['anthropic/*', 'google/gemini*', 'minimax/*', 'z-ai/*'],
    quirks: [cacheMarksInContent],
  },
  {
    matches: 'anthropic/*',
    quirks: [
      {
        kind: 'limited-count',
        id: 'four-cache-marks',
        of: 'cache-marks',
        most: 4,
        description: 'Models of Anthropic take at most four marks for the prompt cache.',
        source: 'github BerriAI/litellm litellm/llms/openrouter/chat/transformation.py',
        asOf,
      },
    ],
  },
  {
    matches: '*:free',
    quirks: [
      {
        kind: 'model-limit',
        id: 'free-limits',
        description:
          'Free variants take few requests a minute and a day, fewer still for accounts that never bought credit.',
        source: 'https://openrouter.ai/docs/api/reference/limits',
        asOf,
      },
    ],
  },
  {
    matches: '*:online',
    quirks: [
      {
        kind: 'model-limit',
        id: 'paid-search',
        description: 'Online variants search the web before they answer, which is paid apart from tokens.',
        ...variants,
      },
    ],
  },
];
