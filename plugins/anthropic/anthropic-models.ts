import type { ModelDeclaration } from 'byom/sdk';
import {
  adaptiveOnlyQuirks,
  adaptiveQuirks,
  alwaysThinkingQuirks,
  budgetQuirks,
  firstAdaptiveQuirks,
  samplingQuirks,
  unforcedToolsQuirks,
  unsampledQuirks,
} from './quirks.js';

const asOf = '2026-11-23';

/** What whole families of models take; the patterns reach models that are not listed yet. */
export const anthropicModels: readonly ModelDeclaration[] = [
  {
    matches: 'claude-*',
    features: ['streaming', 'tools', 'parallel-tools', 'vision', 'system-prompt', 'reasoning', 'prompt-caching'],
    asOf,
  },
  {
    matches: [
      'claude-3*',
      'claude-opus-4-0*',
      'claude-opus-4-1*',
      'claude-opus-4-2025*',
      'claude-opus-4-5*',
      'claude-opus-4-6*',
      'claude-sonnet-4-*',
      'claude-haiku-4-5*',
    ],
    quirks: samplingQuirks,
  },
  {
    matches: [
      'claude-3-7*',
      'claude-opus-4-0*',
      'claude-opus-4-1*',
      'claude-opus-4-2025*',
      'claude-opus-4-5*',
      'claude-sonnet-4-0*',
      'claude-sonnet-4-2025*',
      'claude-sonnet-4-5*',
      'claude-haiku-4-5*',
    ],
    quirks: budgetQuirks,
  },
  { matches: ['claude-opus-4-6*', 'claude-sonnet-4-6*'], quirks: firstAdaptiveQuirks },
  {
    matches: [
      'claude-opus-4-7*',
      'claude-opus-4-8*',
      'claude-opus-5*',
      'claude-sonnet-5*',
      'claude-haiku-5-5*',
      'claude-fable-5*',
      'claude-mythos-5*',
    ],
    quirks: [...unsampledQuirks, ...adaptiveQuirks],
  },
  { matches: ['claude-opus-5-5*', 'claude-sonnet-5-5*', 'claude-fable-5*'], quirks: alwaysThinkingQuirks },
  {
    matches: ['claude-opus-5-5*', 'claude-sonnet-5-5*', 'claude-haiku-5-5*', 'claude-fable-5*'],
    quirks: adaptiveOnlyQuirks,
  },
  {
    matches: ['claude-opus-5-5*', 'claude-sonnet-5-5*', 'claude-fable-5-1*', 'claude-fable-5-2*'],
    quirks: unforcedToolsQuirks,
  },
];
