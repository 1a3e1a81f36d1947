import type { ModelDeclaration } from 'byom/sdk';
import { hundredImagesQuirks, sixHundredImagesQuirks } from './hundred-images-quirks.js';
import { samplingQuirks, unsampledQuirks } from './sampling-quirks.js';
import {
  adaptiveSchemaQuirks,
  budgetSchemaQuirks,
  formatByToolQuirks,
  nativeSchemaQuirks,
  unforcedSchemaQuirks,
} from './schema-quirks.js';
import { asOf, sources } from './sources.js';
import {
  adaptiveOnlyQuirks,
  adaptiveQuirks,
  alwaysThinkingQuirks,
  betweenToolsQuirks,
  budgetQuirks,
  disabledThinkingQuirks,
  firstAdaptiveQuirks,
  hiddenThinkingQuirks,
  unforcedToolsQuirks,
  unprefilledQuirks,
  unthinkingQuirks,
} from './thinking-quirks.js';

const claude = (...names: readonly string[]) => names.map((name) => `claude-${name}`);

const before37 = claude('3-5*', '3-haiku*', '3-opus*', '3-sonnet*');
const upTo40 = claude('3*', 'opus-4-0*', 'opus-4-2025*', 'sonnet-4-0*', 'sonnet-4-2025*');
const of41And45 = claude('opus-4-1*', 'opus-4-5*', 'sonnet-4-5*', 'haiku-4-5*');
const of46 = claude('opus-4-6*', 'sonnet-4-6*');
const after46 = claude('opus-4-7*', 'opus-4-8*', 'opus-5*', 'sonnet-5*', 'haiku-5-5*', 'fable-5*', 'mythos-5*');
const alwaysThinking = claude('opus-5-5*', 'fable-5*');
const unforced = claude('opus-5-5*', 'sonnet-5-5*', 'fable-5-1*', 'fable-5-2*');
/** Without those that cannot be forced, whose ids begin alike. */
const forcedAfter46 = claude(
  'opus-4-7*',
  'opus-4-8*',
  'opus-5',
  'opus-5-2*',
  'sonnet-5',
  'sonnet-5-2*',
  'haiku-5-5*',
  'fable-5',
  'fable-5-2026*',
  'mythos-5*',
);

const features = ['streaming', 'tools', 'parallel-tools', 'vision', 'system-prompt', 'prompt-caching'] as const;

/** Families, by the generations that differ; the models themselves, with their numbers, are the catalogue's. */
export const anthropicModels: readonly ModelDeclaration[] = [
  { matches: 'claude-*', features: [...features, 'reasoning'], quirks: samplingQuirks, asOf },
  { matches: before37, features, quirks: unthinkingQuirks },
  {
    matches: [...claude('3-7*', 'opus-4-0*', 'opus-4-2025*', 'sonnet-4-0*', 'sonnet-4-2025*'), ...of41And45],
    quirks: budgetQuirks,
  },
  { matches: [...upTo40, ...of41And45], quirks: hundredImagesQuirks },
  { matches: upTo40, quirks: formatByToolQuirks },
  {
    matches: [...of41And45, ...of46, ...after46],
    features: [...features, 'reasoning', 'json-schema'],
    quirks: nativeSchemaQuirks,
  },
  { matches: of41And45, quirks: budgetSchemaQuirks },
  { matches: [...of46, ...forcedAfter46], quirks: adaptiveSchemaQuirks },
  { matches: unforced, quirks: [...unforcedSchemaQuirks, ...unforcedToolsQuirks] },
  { matches: of46, quirks: firstAdaptiveQuirks },
  { matches: after46, quirks: [...unsampledQuirks, ...adaptiveQuirks, ...hiddenThinkingQuirks] },
  { matches: [...of46, ...after46], quirks: [...unprefilledQuirks, ...sixHundredImagesQuirks] },
  { matches: alwaysThinking, quirks: alwaysThinkingQuirks },
  { matches: 'claude-sonnet-5-5*', quirks: betweenToolsQuirks },
  { matches: claude('opus-5-5*', 'sonnet-5-5*', 'haiku-5-5*', 'fable-5*'), quirks: adaptiveOnlyQuirks },
  { matches: claude('opus-5', 'opus-5-2*', 'haiku-5-5*'), quirks: disabledThinkingQuirks },
  {
    matches: 'claude-haiku-5-5*',
    quirks: [
      {
        kind: 'model-limit',
        id: 'price-by-input-length',
        description: 'Above 100,000 tokens of input everything of a call costs more; its cost is counted so.',
        source: `${sources.piModels}, ${sources.docs}/about-claude/models/whats-new-opus-5`,
        asOf,
      },
    ],
  },
];
