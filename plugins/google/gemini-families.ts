import type { ModelDeclaration } from 'byom/sdk';
import {
  alwaysThinks,
  flashBudget,
  flashLiteBudget,
  fortyTopK,
  gemmaJson,
  gemmaLevels,
  hiddenThoughts,
  hydrogenLevels,
  inlineImages,
  jsonWithoutTools,
  levels,
  levelsFromLow,
  levelsToExtraHigh,
  noLogprobs,
  noPenalties,
  noReasoning,
  oneCandidate,
  proBudget,
  refusedPenalties,
  twentyLogprobs,
  twoLevels,
} from './family-quirks.js';

/** A model goes by its name, and by its name within its collection. */
const family = (...names: readonly string[]) => names.flatMap((name) => [name, `models/${name}`]);

/** Numbers are the catalogue's; here is what holds for whole families. */
export const geminiFamilies: readonly ModelDeclaration[] = [
  { matches: '*', features: ['streaming', 'system-prompt', 'seed'] },
  {
    matches: family('gemini-*'),
    features: [
      'streaming',
      'system-prompt',
      'seed',
      'tools',
      'parallel-tools',
      'json-mode',
      'json-schema',
      'vision',
      'prompt-caching',
    ],
  },
  {
    matches: family('gemini-1.5*', 'gemini-2.0*'),
    quirks: [fortyTopK, noReasoning, inlineImages, twentyLogprobs, jsonWithoutTools],
  },
  { matches: family('gemini-2.5*'), quirks: [...noPenalties, noLogprobs, jsonWithoutTools, hiddenThoughts] },
  { matches: family('gemini-2.5-flash*'), quirks: [flashBudget] },
  { matches: family('gemini-2.5-flash-lite*'), quirks: [flashLiteBudget] },
  { matches: family('gemini-2.5-pro*'), quirks: [proBudget, alwaysThinks] },
  {
    matches: family('gemini-3*', 'gemini-4*', 'gemini-flash-latest', 'gemini-flash-lite-latest', 'gemini-pro-latest'),
    quirks: [noLogprobs, oneCandidate, hiddenThoughts],
  },
  {
    matches: family(
      'gemini-3*',
      'gemini-4-argon*',
      'gemini-4-carbon*',
      'gemini-flash-latest',
      'gemini-flash-lite-latest',
      'gemini-pro-latest',
    ),
    quirks: [levels],
  },
  {
    matches: family(
      'gemini-3.*-pro*',
      'gemini-3.7-flash*',
      'gemini-3.8-flash*',
      'gemini-flash-latest',
      'gemini-pro-latest',
    ),
    quirks: [levelsFromLow],
  },
  { matches: family('gemini-3-pro*'), quirks: [twoLevels] },
  { matches: family('gemini-4*'), quirks: [levelsToExtraHigh] },
  { matches: family('gemini-4-hydrogen*'), quirks: [hydrogenLevels] },
  { matches: family('gemini-3.7-flash*', 'gemini-3.8-flash*'), quirks: refusedPenalties },
  { matches: family('gemma-*'), quirks: [inlineImages, oneCandidate, noLogprobs, jsonWithoutTools] },
  { matches: family('gemma-3*'), quirks: [gemmaJson, noReasoning] },
  { matches: family('gemma-4*'), quirks: [gemmaLevels] },
];
