import type { ModelDeclaration } from 'byom/sdk';
import { familyQuirks as of } from './family-quirks.js';
import { mediaQuirks as media } from './media-quirks.js';

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
    defaults: { temperature: 1, topP: 0.95, frequencyPenalty: 0, presencePenalty: 0 },
  },
  {
    matches: family('gemini-1.5*', 'gemini-2.0*'),
    quirks: [of.fortyTopK, of.noReasoning, of.inlineImages, of.imagesOfUsers, of.twentyLogprobs, of.jsonWithoutTools],
  },
  {
    matches: family('gemini-2.5*'),
    quirks: [...of.noPenalties, of.noLogprobs, of.jsonWithoutTools, of.imagesOfUsers, of.hiddenThoughts],
  },
  { matches: family('gemini-2.5-flash*'), quirks: [of.flashBudget] },
  { matches: family('gemini-2.5-flash-lite*'), quirks: [of.flashLiteBudget] },
  { matches: family('gemini-2.5-pro*'), quirks: [of.proBudget, of.alwaysThinks] },
  {
    matches: family('gemini-3*', 'gemini-4*', 'gemini-flash-latest', 'gemini-flash-lite-latest', 'gemini-pro-latest'),
    quirks: [of.noLogprobs, of.oneCandidate, of.jsonWithoutForcedTools, of.imagesOfResults, of.hiddenThoughts],
  },
  {
    matches: family(
      'gemini-3*',
      'gemini-4-carbon*',
      'gemini-flash-latest',
      'gemini-flash-lite-latest',
      'gemini-pro-latest',
    ),
    quirks: [of.levels],
  },
  {
    matches: family(
      'gemini-3.*-pro*',
      'gemini-3.7-flash*',
      'gemini-3.8-flash*',
      'gemini-4-argon*',
      'gemini-flash-latest',
      'gemini-pro-latest',
    ),
    quirks: [of.levelsFromLow],
  },
  { matches: family('gemini-3-pro*'), quirks: [of.twoLevels] },
  { matches: family('gemini-4*'), quirks: [of.levelsToExtraHigh] },
  {
    matches: family(
      'gemini-3.5-flash-lite*',
      'gemini-3.6*',
      'gemini-3.7*',
      'gemini-3.8*',
      'gemini-4*',
      'gemini-flash-latest',
      'gemini-flash-lite-latest',
    ),
    quirks: [...of.ignoredSampling, of.noPrefill],
  },
  { matches: family('gemini-4-argon*'), quirks: [of.noExplicitCache] },
  { matches: family('gemini-4-hydrogen*'), quirks: [of.hydrogenLevels] },
  { matches: family('gemini-3.7-flash*', 'gemini-3.8-flash*'), quirks: of.refusedPenalties },
  {
    matches: family('gemma-*'),
    quirks: [of.gemmaSystem, of.inlineImages, of.imagesOfUsers, of.oneCandidate, of.noLogprobs, of.jsonWithoutTools],
  },
  { matches: family('gemma-3*'), quirks: [of.gemmaTools, of.gemmaJson, of.noReasoning] },
  { matches: family('gemma-3-1b*'), quirks: [of.gemmaBlind] },
  {
    matches: family('gemma-4*'),
    features: ['streaming', 'system-prompt', 'seed', 'tools', 'parallel-tools', 'json-mode', 'json-schema', 'vision'],
    quirks: [of.gemmaLevels],
  },
  { matches: family('gemini-2.0-*image*'), quirks: [media.imageSystem] },
  { matches: family('gemini-2.5-flash-image*'), quirks: [media.imageThinking, media.imageTools] },
  { matches: family('gemini-nano-banana*', 'nano-banana*'), quirks: [media.imageTools, media.imageJson] },
  { matches: family('gemini-3-pro-image*'), quirks: [media.imageBudget] },
  { matches: family('gemini-3.1-flash-lite-image*'), quirks: [media.imageLevels] },
  { matches: family('gemini-robotics-er-1.5*'), quirks: [of.flashBudget] },
  { matches: family('gemini-embedding*', 'text-embedding*', 'embedding-*'), quirks: [media.embeds] },
  { matches: family('imagen-*', 'veo-*'), quirks: [media.predicts] },
  { matches: family('*-native-audio-*', 'gemini-live-*'), quirks: [media.live] },
  { matches: family('*-tts*'), quirks: [media.speaks] },
  { matches: family('deep-research-*'), quirks: [media.researches] },
  { matches: family('gemini-*-computer-use-*'), quirks: [media.operates] },
  { matches: family('aqa'), quirks: [media.attributes] },
];
