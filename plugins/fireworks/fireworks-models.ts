import type { ModelDeclaration, ModelFeature, Quirk, ReasoningEffort } from 'byom/sdk';

const asOf = '2026-11-23';
const levels = { source: 'npm @earendil-works/pi-ai@1.5.2 dist/providers/fireworks.models.js', asOf };

const plain: readonly ModelFeature[] = [
  'streaming',
  'system-prompt',
  'tools',
  'parallel-tools',
  'json-mode',
  'json-schema',
  'logprobs',
  'seed',
  'prompt-caching',
];
const reasons: readonly ModelFeature[] = [...plain, 'reasoning'];

const effortsOf = (
  id: string,
  values: readonly ReasoningEffort[],
  description: string,
  mapped?: Readonly<Partial<Record<ReasoningEffort, ReasoningEffort>>>,
): Quirk => ({
  kind: 'limited-values',
  id,
  parameter: 'reasoningEffort',
  values,
  ...(mapped && { mapped }),
  description,
  ...levels,
});

/** The same model under its own name, as a deployment of an account, and behind a router. */
const named = (...names: string[]) =>
  names.flatMap((name) => [name, `accounts/*/models/${name}`, `accounts/*/routers/${name}`]);

const thinking = (names: readonly string[], quirk: Quirk): ModelDeclaration => ({
  matches: named(...names),
  features: reasons,
  quirks: [quirk],
});

export const fireworksModels: readonly ModelDeclaration[] = [
  { matches: '*', features: plain, defaults: { maxOutputTokens: 2_048 } },
  thinking(
    ['deepseek-v4*', 'deepseek-flash*'],
    effortsOf('deepseek-efforts', ['none', 'low', 'high', 'max'], 'The model takes low, high or max effort, or none.', {
      medium: 'high',
    }),
  ),
  thinking(
    ['glm-*'],
    effortsOf('glm-efforts', ['low', 'high', 'max'], 'The model always reasons, with low, high or max effort.', {
      medium: 'high',
    }),
  ),
  thinking(
    ['kimi-k3*'],
    effortsOf('kimi-k3-efforts', ['low', 'high', 'max'], 'The model always reasons, with low, high or max effort.', {
      medium: 'high',
    }),
  ),
  thinking(
    ['minimax-m3', 'minimax-latest'],
    effortsOf(
      'minimax-efforts',
      ['low', 'medium', 'high'],
      'The model always reasons, with low, medium or high effort.',
    ),
  ),
  thinking(
    ['minimax-m3p1*'],
    effortsOf(
      'minimax-m3-1-efforts',
      ['low', 'medium', 'high', 'xhigh', 'max'],
      'The model always reasons, from low effort on.',
    ),
  ),
  thinking(
    ['muse-*'],
    effortsOf(
      'muse-efforts',
      ['low', 'medium', 'high', 'xhigh'],
      'The model always reasons, with low to xhigh effort.',
    ),
  ),
  thinking(
    ['qwen3p8*', 'qwen-max*'],
    effortsOf(
      'qwen-efforts',
      ['none', 'low', 'medium', 'xhigh'],
      'The model takes low, medium or xhigh effort, or none.',
      {
        high: 'xhigh',
      },
    ),
  ),
  thinking(
    ['ember-*', 'kimi-latest', 'kimi-fast-latest'],
    effortsOf(
      'no-minimal-effort',
      ['none', 'low', 'medium', 'high', 'max'],
      'The model takes no effort minimal or xhigh.',
    ),
  ),
  thinking(['gpt-oss-*', 'minimax-m2*'], {
    ...effortsOf(
      'always-reasons',
      ['low', 'medium', 'high'],
      'The model always reasons, with low, medium or high effort: none is refused.',
    ),
    source: 'github api-evangelist/fireworks-ai 91778e2 openapi/fireworks-ai-chat-api-openapi.yml',
  }),
  thinking(['qwen3-*', 'deepseek-v3*', 'deepseek-r1*', 'kimi-k2*', 'qwen3p5*', 'qwen3p6*', 'qwen3p7*'], {
    kind: 'limited-values',
    id: 'three-efforts',
    parameter: 'reasoningEffort',
    values: ['none', 'low', 'medium', 'high'],
    description: 'Fireworks takes low, medium and high effort, or none: minimal becomes low, and xhigh becomes high.',
    source: 'npm @ai-sdk/fireworks@3.0.62 src/fireworks-provider.ts',
    asOf,
  }),
  {
    matches: named(
      'deepseek-v4p1*',
      'deepseek-flash*',
      'ember-*',
      'muse-*',
      'minimax-m3p1*',
      'kimi-k3*',
      'kimi-*latest',
    ),
    features: [...reasons, 'vision'],
  },
  { matches: named('glm-*-flash*', 'glm-flash*', 'qwen3p8-max*', 'qwen-max*'), features: [...reasons, 'vision'] },
  {
    matches: named('kimi-*'),
    quirks: [
      {
        kind: 'wire-format',
        id: 'reasoning-on-each-turn',
        parameter: 'messages',
        description:
          'The model demands reasoning_content on every earlier answer of a conversation: an empty one is sent where none is known.',
        ...levels,
      },
    ],
  },
  {
    matches: named(
      'gpt-oss-*',
      'glm-5p3',
      'glm-5p3-fast',
      'glm-5p3-spot',
      'glm-latest',
      'glm-fast-latest',
      'minimax-m3',
      'minimax-latest',
      'llama-v3p*-instruct',
    ),
    quirks: [
      {
        kind: 'unsupported-feature',
        id: 'text-only',
        feature: 'vision',
        description: 'The model takes no images.',
        ...levels,
      },
    ],
  },
];
