import type { ModelDeclaration } from 'byom/sdk';
import {
  gptOssEfforts,
  jsonSchemaAsJson,
  noReasoningEffort,
  noReasoningFormat,
  noTools,
  oneToolAtATime,
  qwenEfforts,
  qwenSwitch,
  spentOnReasoning,
  strictSchemas,
  textOnly,
} from './groq-quirks.js';

export const groqModels: readonly ModelDeclaration[] = [
  { matches: '*', features: ['streaming', 'system-prompt', 'json-mode', 'seed'] },
  {
    matches: ['llama-*', 'meta-llama/llama-3*', 'meta-llama/llama-guard*', 'groq/*', 'gemma*', 'allam-*', 'compound*'],
    quirks: [jsonSchemaAsJson, noReasoningEffort],
  },
  { matches: ['meta-llama/llama-4*', 'moonshotai/*'], quirks: [noReasoningEffort] },
  {
    matches: [
      'llama-*',
      'llama3-*',
      'openai/gpt-oss*',
      'groq/*',
      'compound*',
      'gemma2*',
      'moonshotai/*',
      'qwen/qwen3-*',
    ],
    quirks: [textOnly],
  },
  {
    matches: ['groq/compound*', 'compound*', 'meta-llama/llama-guard*', 'meta-llama/llama-prompt-guard*'],
    quirks: [noTools],
  },
  {
    matches: 'qwen/*',
    features: ['streaming', 'system-prompt', 'json-mode', 'seed', 'reasoning'],
    quirks: [jsonSchemaAsJson, spentOnReasoning],
  },
  {
    matches: 'openai/gpt-oss*',
    features: ['streaming', 'system-prompt', 'json-mode', 'json-schema', 'seed', 'tools', 'reasoning'],
    quirks: [gptOssEfforts, noReasoningFormat, oneToolAtATime, strictSchemas, spentOnReasoning],
  },
  { matches: ['qwen/qwen3-*', 'qwen/qwen3.6-*'], quirks: [qwenSwitch] },
  { matches: 'qwen/qwen3.8-*', quirks: [qwenEfforts] },
];
