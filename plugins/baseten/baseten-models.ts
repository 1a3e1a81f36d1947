import type { ModelDeclaration, ModelFeature } from 'byom/sdk';
import {
  effortsOf,
  gptOssEfforts,
  modelApiQuirks,
  noReasoningEffort,
  noTopK,
  onOrOff,
  spentOnReasoning,
  textOnly,
  thinkingSwitch,
} from './baseten-quirks.js';

const plain: readonly ModelFeature[] = ['streaming', 'system-prompt'];
const served: readonly ModelFeature[] = [...plain, 'tools', 'parallel-tools', 'json-mode', 'json-schema', 'reasoning'];

export const basetenModels: readonly ModelDeclaration[] = [
  { matches: '*', features: plain },
  {
    matches: ['deepseek-ai/*', 'moonshotai/*', 'openai/*', 'MiniMaxAI/*', 'zai-org/*', 'nvidia/*'],
    features: served,
    defaults: { maxOutputTokens: 4_096 },
    quirks: [...modelApiQuirks, spentOnReasoning],
  },
  { matches: ['deepseek-ai/*', 'moonshotai/*', 'openai/*', 'MiniMaxAI/*'], quirks: [noTopK] },
  {
    matches: ['MiniMaxAI/*', 'nvidia/Nemotron*', 'deepseek-ai/DeepSeek-V3*', 'moonshotai/Kimi-K3.1*'],
    quirks: [noReasoningEffort],
  },
  {
    matches: [
      'moonshotai/Kimi-K2.5',
      'moonshotai/Kimi-K2.6',
      'moonshotai/Kimi-K2.7*',
      'zai-org/GLM-4*',
      'zai-org/GLM-5',
      'zai-org/GLM-5.1*',
    ],
    quirks: [onOrOff, thinkingSwitch],
  },
  { matches: 'zai-org/GLM-5.2*', quirks: [effortsOf('glm-5-2-efforts', ['none', 'high', 'max']), thinkingSwitch] },
  { matches: 'zai-org/GLM-5.3*', quirks: [effortsOf('glm-5-3-efforts', ['low', 'high', 'max'], { medium: 'high' })] },
  {
    matches: ['deepseek-ai/DeepSeek-V4-*'],
    quirks: [effortsOf('deepseek-v4-efforts', ['none', 'low', 'high', 'max'], { medium: 'high' })],
  },
  {
    matches: ['deepseek-ai/DeepSeek-V4.1-Flash', 'deepseek-ai/DeepSeek-V4.1-Flash-Fast'],
    quirks: [effortsOf('deepseek-v4-1-efforts', ['none', 'high', 'max'])],
  },
  {
    matches: 'deepseek-ai/DeepSeek-V4.1-Flash-1017*',
    quirks: [effortsOf('deepseek-1017-efforts', ['none', 'low', 'medium', 'high', 'max'])],
  },
  {
    matches: 'moonshotai/Kimi-K3',
    quirks: [effortsOf('kimi-k3-efforts', ['none', 'low', 'high', 'max'], { medium: 'high' })],
  },
  { matches: 'nvidia/NVIDIA-Nemotron-3-Ultra*', quirks: [effortsOf('nemotron-efforts', ['none', 'high'])] },
  { matches: 'openai/gpt-oss*', quirks: [gptOssEfforts] },
  {
    matches: ['openai/*', 'nvidia/*', 'deepseek-ai/DeepSeek-V3*', 'deepseek-ai/DeepSeek-V4-*', 'MiniMaxAI/MiniMax-M2*'],
    quirks: [textOnly],
  },
];
