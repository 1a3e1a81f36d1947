import type { ModelDeclaration } from 'byom/sdk';
import { freeToolChoice, hiddenThinking, jsonByInstruction, noReasoning, thinkingBudget } from './family-quirks.js';

const thinking = ['command-a-reasoning-*', 'command-a-plus-*', 'north-*'];
const plain = ['command-a-03-2025', 'command-a-translate-*', 'command-a-vision-*', 'command-r*', 'c4ai-aya-*', 'aya-*'];

/** Numbers are the catalogue's; here is what holds for whole families. */
export const cohereFamilies: readonly ModelDeclaration[] = [
  { matches: '*', features: ['streaming', 'system-prompt', 'seed', 'logprobs'] },
  {
    matches: ['command-*', 'north-*'],
    features: ['streaming', 'system-prompt', 'seed', 'logprobs', 'json-mode', 'json-schema', 'tools', 'parallel-tools'],
  },
  {
    matches: 'command-a-vision-*',
    features: ['streaming', 'system-prompt', 'seed', 'logprobs', 'json-mode', 'json-schema', 'vision'],
  },
  { matches: thinking, quirks: [thinkingBudget, hiddenThinking] },
  { matches: plain, quirks: [noReasoning] },
  { matches: ['command-r', 'command-r-*'], quirks: [freeToolChoice] },
  { matches: ['c4ai-aya-*', 'aya-*', 'command-a-translate-*'], quirks: [jsonByInstruction] },
];
