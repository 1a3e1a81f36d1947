import type { ModelDeclaration } from 'byom/sdk';

const asOf = '2026-11-23';
const source = 'https://github.com/anomalyco/models.dev f3fc6922';

const guide = 'https://developers.openai.com/api/docs/guides/prompt-caching';
const before56 = [
  'gpt-3.5*',
  'gpt-4*',
  'chatgpt-4o*',
  'o1*',
  'o3*',
  'o4*',
  '*gpt-5',
  'gpt-5-*',
  'gpt-5.1*',
  'gpt-5.2*',
  'gpt-5.3*',
  'gpt-5.4*',
  'gpt-5.5*',
  'codex-mini*',
  'computer-use-preview*',
  'ft:*',
];

/** How prompts are cached, which changed with GPT-5.6. */
const promptCaching: readonly ModelDeclaration[] = [
  {
    matches: before56,
    quirks: [
      {
        kind: 'unsupported-field',
        id: 'caches-by-itself',
        field: 'cacheMarks',
        description: 'Prefixes are cached without being marked; before GPT-5.6 marks are refused, and left out.',
        source: `${guide}; https://github.com/agentjido/req_llm/pull/942`,
        asOf,
      },
      {
        kind: 'unsupported-options',
        id: 'no-prompt-cache-options',
        options: ['prompt_cache_options'],
        source: guide,
        asOf,
      },
    ],
  },
  {
    matches: ['gpt-5.6*', 'gpt-6*'],
    quirks: [
      {
        kind: 'limited-count',
        id: 'three-cache-marks',
        of: 'cache-marks',
        most: 3,
        description: 'Beside its own mark at the end the provider writes at most three: the last ones are kept.',
        source: `${guide}; https://github.com/pydantic/pydantic-ai/pull/6423`,
        asOf,
      },
      {
        kind: 'wire-format',
        id: 'cache-marks-as-breakpoints',
        parameter: 'messages',
        description:
          'A marked message ends in a prompt_cache_breakpoint: without it only the latest message ends a cached prefix.',
        source: `${guide}; https://github.com/ax-llm/ax/pull/573`,
        asOf,
      },
    ],
  },
];

/** What the catalogue's numbers mean here, and what is cached. */
export const modelLimits: readonly ModelDeclaration[] = [
  ...promptCaching,
  {
    matches: ['gpt-5*', 'gpt-6*'],
    quirks: [
      {
        kind: 'model-limit',
        id: 'input-limit-of-its-own',
        parameter: 'messages',
        description: 'The window holds input and output together, and the input has a lower limit of its own.',
        source,
        asOf,
      },
    ],
  },
  {
    matches: ['gpt-5.4*', 'gpt-5.5*', 'gpt-5.6*', 'gpt-6*'],
    quirks: [
      {
        kind: 'model-limit',
        id: 'dearer-long-input',
        parameter: 'price',
        description: 'A request of more than 272,000 input tokens is billed at a higher rate throughout.',
        source,
        asOf,
      },
    ],
  },
];
