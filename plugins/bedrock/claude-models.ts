import type { ModelDeclaration } from 'byom/sdk';
import { claudeQuirks } from './claude-quirks.js';
import { asOf } from './sources.js';

const {
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
} = claudeQuirks;

/** Plain ids, inference profiles and ARNs of profiles all end in the vendor and the model. */
const claude = (...names: readonly string[]) => names.map((name) => `*anthropic.claude-${name}`);

/** Claude on Bedrock, by the generations that differ. */
export const claudeModels: readonly ModelDeclaration[] = [
  {
    matches: claude('*'),
    features: ['streaming', 'tools', 'parallel-tools', 'vision', 'system-prompt', 'prompt-caching'],
    quirks: everyClaude,
    asOf,
  },
  {
    matches: claude('3-5*', '3-haiku*', '3-sonnet*', '3-opus*'),
    quirks: [unthinking],
  },
  {
    matches: claude('3*', 'opus-4-2*', 'opus-4-1*', 'opus-4-5*', 'opus-4-6*', 'sonnet-4-*', 'haiku-4-5*'),
    quirks: sampled,
  },
  {
    matches: claude('3-7*', 'opus-4-2*', 'opus-4-1*', 'opus-4-5*', 'sonnet-4-2*', 'sonnet-4-5*', 'haiku-4-5*'),
    features: ['streaming', 'tools', 'parallel-tools', 'vision', 'system-prompt', 'prompt-caching', 'reasoning'],
    quirks: budgeted,
  },
  {
    matches: claude('3*', 'opus-4-2*', 'opus-4-1*', 'sonnet-4-2*', 'haiku-4-5*'),
    quirks: [byTool, thinkingByInstruction],
  },
  { matches: claude('3*', 'opus-4-2*', 'opus-4-1*', 'sonnet-4-2*'), quirks: [strictTools] },
  {
    matches: claude('opus-4-5*', 'opus-4-6*', 'sonnet-4-5*', 'sonnet-4-6*', 'haiku-4-5*'),
    quirks: [closedStrictTools],
  },
  {
    matches: claude('opus-4-5*', 'opus-4-6*', 'sonnet-4-5*'),
    features: [
      'streaming',
      'tools',
      'parallel-tools',
      'vision',
      'system-prompt',
      'prompt-caching',
      'reasoning',
      'json-schema',
    ],
    quirks: [native, complexByTool, complexByInstruction],
  },
  {
    matches: claude('opus-4-6*', 'sonnet-4-6*'),
    quirks: [efforts('claude-efforts-without-xhigh', ['none', 'low', 'medium', 'high', 'max']), adaptive, noPrefill],
  },
  {
    matches: claude(
      'sonnet-4-6*',
      'opus-4-7*',
      'opus-4-8*',
      'opus-5',
      'opus-5-v*',
      'sonnet-5',
      'sonnet-5-v*',
      'haiku-5-5*',
      'fable-5',
      'fable-5-v*',
    ),
    features: ['streaming', 'tools', 'parallel-tools', 'vision', 'system-prompt', 'prompt-caching', 'reasoning'],
    quirks: [byToolAlways],
  },
  {
    matches: claude('opus-4-7*', 'opus-4-8*', 'opus-5*', 'sonnet-5*', 'haiku-5-5*', 'fable-5*'),
    quirks: [...unsampled, adaptive, strictTools, noPrefill],
  },
  {
    matches: claude('opus-4-7*', 'opus-4-8*', 'opus-5', 'opus-5-v*', 'sonnet-5', 'sonnet-5-v*', 'haiku-5-5*'),
    quirks: [efforts('claude-efforts-from-low', ['none', 'low', 'medium', 'high', 'xhigh', 'max'])],
  },
  {
    matches: claude('opus-5-5*', 'sonnet-5-5*', 'fable-5*'),
    features: ['streaming', 'tools', 'parallel-tools', 'vision', 'system-prompt', 'prompt-caching', 'reasoning'],
    quirks: [efforts('claude-efforts-without-none', ['low', 'medium', 'high', 'xhigh', 'max'])],
  },
  { matches: claude('opus-5-5*', 'sonnet-5-5*', 'fable-5-1*', 'fable-5-2*'), quirks: unforced },
];
