import type { Quirk, ReasoningEffort } from 'byom/sdk';
import { asOf, sources } from './sources.js';

const { aiSdk, awsDocs, claudeCatalogue } = sources;
const languageModel = `${aiSdk}/amazon-bedrock-chat-language-model.ts`;
const support = `${aiSdk}/amazon-bedrock-anthropic-model-support.ts`;
const thinking = {
  reasoningEffort: ['minimal', 'low', 'medium', 'high', 'xhigh', 'max'],
} as const satisfies { reasoningEffort: readonly ReasoningEffort[] };

const everyClaude: readonly Quirk[] = [
  { kind: 'renamed-parameter', id: 'claude-top-k', parameter: 'topK', as: 'top_k', source: languageModel, asOf },
  {
    kind: 'limited-count',
    id: 'claude-four-cache-points',
    of: 'cache-marks',
    most: 4,
    source: `${awsDocs}/userguide/prompt-caching.html`,
    asOf,
  },
];

const sampled: readonly Quirk[] = [
  {
    kind: 'exclusive-parameters',
    id: 'claude-temperature-or-top-p',
    keep: 'temperature',
    drop: 'topP',
    source: 'https://github.com/langchain-ai/langchain-aws libs/aws',
    asOf,
  },
  ...(['temperature', 'topP', 'topK'] as const).map((parameter): Quirk => ({
    kind: 'unsupported-parameter',
    id: `claude-thinking-without-${{ temperature: 'temperature', topP: 'top-p', topK: 'top-k' }[parameter]}`,
    parameter,
    when: thinking,
    source: languageModel,
    asOf,
  })),
];

const unsampled = (['temperature', 'topP', 'topK'] as const).map((parameter): Quirk => ({
  kind: 'unsupported-parameter',
  id: `claude-no-${{ temperature: 'temperature', topP: 'top-p', topK: 'top-k' }[parameter]}`,
  parameter,
  source: languageModel,
  asOf,
}));

const budgeted: readonly Quirk[] = [
  {
    kind: 'unsupported-parameter',
    id: 'claude-no-thinking-after-tools',
    parameter: 'reasoningEffort',
    when: { with: ['tool-history'] },
    description:
      'With thinking on, a turn that called tools must begin with its signed thinking, which is not kept: such a conversation goes on without thinking.',
    source: 'https://platform.claude.com/docs/en/build-with-claude/extended-thinking',
    asOf,
  },
  {
    kind: 'reasoning-budget',
    id: 'claude-thinking-budget',
    minimum: 1_024,
    budgets: { minimal: 1_024, low: 2_048, medium: 8_192, high: 16_384, xhigh: 24_576, max: 32_768 },
    source: languageModel,
    asOf,
  },
  {
    kind: 'limited-tool-choice',
    id: 'claude-thinking-without-forced-tools',
    modes: ['auto'],
    when: thinking,
    source: 'npm @ai-sdk/anthropic@4.0.105 src/anthropic-prepare-tools.ts',
    asOf,
  },
];

const efforts = (id: string, values: readonly ReasoningEffort[]): Quirk => ({
  kind: 'limited-values',
  id,
  parameter: 'reasoningEffort',
  values,
  source: claudeCatalogue,
  asOf,
});
const adaptive: Quirk = {
  kind: 'renamed-parameter',
  id: 'claude-adaptive-effort',
  parameter: 'reasoningEffort',
  as: 'output_config.effort',
  description: 'The effort goes into the additional fields, where thinking is then adaptive.',
  source: languageModel,
  asOf,
};

const byTool: Quirk = {
  kind: 'format-by-tool',
  id: 'claude-json-by-tool',
  formats: ['json-schema'],
  when: { reasoningEffort: ['unset', 'none'] },
  source: support,
  asOf,
};
const thinkingByInstruction: Quirk = {
  kind: 'unsupported-response-format',
  id: 'claude-thinking-json-by-instruction',
  formats: ['json-schema'],
  instead: 'instruction',
  when: thinking,
  source: languageModel,
  asOf,
};
const byToolAlways: Quirk = {
  kind: 'format-by-tool',
  id: 'claude-adaptive-json-by-tool',
  formats: ['json-schema'],
  source: support,
  asOf,
};
const unforced: readonly Quirk[] = [
  {
    kind: 'unsupported-response-format',
    id: 'claude-json-by-instruction',
    formats: ['json-schema'],
    instead: 'instruction',
    source: `${support}, ${languageModel}`,
    asOf,
  },
  {
    kind: 'limited-tool-choice',
    id: 'claude-no-forced-tools',
    modes: ['auto'],
    source: `${claudeCatalogue}, ${aiSdk}/amazon-bedrock-prepare-tools.ts`,
    asOf,
  },
];
const native: Quirk = {
  kind: 'strict-schema',
  id: 'claude-schema-subset',
  of: 'response-format',
  closed: true,
  oneOfAsAnyOf: true,
  dropKeywords: [
    'minimum',
    'maximum',
    'exclusiveMinimum',
    'exclusiveMaximum',
    'multipleOf',
    'minLength',
    'maxLength',
    'pattern',
    'minItems',
    'maxItems',
    'uniqueItems',
    'minProperties',
    'maxProperties',
    'not',
  ],
  source: 'npm @ai-sdk/anthropic@4.0.105 src/sanitize-json-schema.ts',
  asOf,
};
const complex = { schema: { recursive: true, open: true, optionalAbove: 10 } } as const;
const nativeSchema = 'npm @ai-sdk/anthropic@4.0.105 src/supports-native-structured-output-schema.ts';
const complexByTool: Quirk = {
  kind: 'format-by-tool',
  id: 'claude-complex-json-by-tool',
  formats: ['json-schema'],
  when: { ...complex, reasoningEffort: ['unset', 'none'] },
  source: nativeSchema,
  asOf,
};
const complexByInstruction: Quirk = {
  kind: 'unsupported-response-format',
  id: 'claude-thinking-complex-json-by-instruction',
  formats: ['json-schema'],
  instead: 'instruction',
  when: { ...complex, ...thinking },
  source: nativeSchema,
  asOf,
};
const closedStrictTools: Quirk = {
  kind: 'strict-schema',
  id: 'claude-strict-tools-closed',
  of: 'tools',
  onlyStrict: true,
  closed: true,
  source: `${aiSdk}/amazon-bedrock-prepare-tools.ts`,
  asOf,
};
const strictTools: Quirk = {
  kind: 'unsupported-field',
  id: 'claude-no-strict-tools',
  field: 'toolStrict',
  source: support,
  asOf,
};
const noPrefill: Quirk = {
  kind: 'last-turn',
  id: 'claude-no-prefill',
  roles: ['user', 'tool'],
  outside: 'continue',
  text: 'Continue from where you stopped.',
  description: 'The model continues no message of the assistant: a short message of the user is put after it.',
  source: 'https://platform.claude.com/docs/en/api/errors#prefill-not-supported',
  asOf,
};
const unthinking: Quirk = {
  kind: 'unsupported-parameter',
  id: 'claude-3-no-thinking',
  parameter: 'reasoningEffort',
  source: claudeCatalogue,
  asOf,
};

/** What the generations of Claude differ in. */
export const claudeQuirks = {
  everyClaude,
  sampled,
  unsampled,
  budgeted,
  efforts,
  adaptive,
  byTool,
  thinkingByInstruction,
  byToolAlways,
  unforced,
  native,
  complexByTool,
  complexByInstruction,
  closedStrictTools,
  strictTools,
  noPrefill,
  unthinking,
};
