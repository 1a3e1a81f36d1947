import type { ModelDeclaration } from 'byom/sdk';
import { familyQuirks as of } from './family-quirks.js';

const thinking = ['command-a-reasoning-*', 'command-a-plus-*', 'north-*'];
const plain = ['command-a-03-2025', 'command-a-translate-*', 'command-a-vision-*', 'command-r*', '*aya-*'];
const text = [
  'command-a-03-2025',
  'command-a-translate-*',
  'command-a-reasoning-*',
  'command-r*',
  'north-*',
  '*aya-expanse-*',
  'tiny-aya-*',
];

/** Numbers are the catalogue's; here is what holds for whole families. */
export const cohereFamilies: readonly ModelDeclaration[] = [
  {
    matches: '*',
    features: ['streaming', 'system-prompt', 'seed', 'logprobs'],
    defaults: { temperature: 0.3, topP: 0.75, topK: 0, frequencyPenalty: 0, presencePenalty: 0 },
  },
  {
    matches: ['command-*', 'north-*'],
    features: ['streaming', 'system-prompt', 'seed', 'logprobs', 'json-mode', 'json-schema', 'tools', 'parallel-tools'],
  },
  {
    matches: 'command-a-vision-*',
    features: ['streaming', 'system-prompt', 'seed', 'logprobs', 'json-mode', 'json-schema', 'vision'],
  },
  {
    matches: 'command-a-plus-*',
    features: [
      'streaming',
      'system-prompt',
      'seed',
      'logprobs',
      'json-mode',
      'json-schema',
      'tools',
      'parallel-tools',
      'vision',
    ],
  },
  { matches: thinking, quirks: [of.thinkingBudget, of.hiddenThinking] },
  { matches: plain, quirks: [of.noReasoning] },
  { matches: text, quirks: [of.blind] },
  { matches: ['command-a-vision-*', '*aya-*'], quirks: [of.noTools] },
  { matches: ['command-r', 'command-r-*'], quirks: [of.freeToolChoice] },
  { matches: ['*aya-*', 'command-a-translate-*'], quirks: [of.jsonByInstruction] },
  { matches: ['command-a-*', 'command-r7b-*', 'north-*'], quirks: [of.alwaysSafe] },
  { matches: 'embed-*', quirks: [of.embeds] },
  { matches: 'rerank-*', quirks: [of.ranks] },
  { matches: 'cohere-transcribe-*', quirks: [of.hears] },
];
