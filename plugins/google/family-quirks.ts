import type { Quirk } from 'byom/sdk';
import { asOf, budget, catalog, efforts, levelsPage, without } from './efforts.js';

/** Models whose vocabulary is cut to the 40 likeliest tokens at most. */
const fortyTopK: Quirk = {
  kind: 'limited-range',
  id: 'forty-top-k',
  parameter: 'topK',
  max: 40,
  source: 'https://github.com/genkit-ai/genkit/issues/1397, https://github.com/Robitx/gp.nvim/issues/241',
  asOf,
};

const noReasoning = without(
  'no-thinking',
  'reasoningEffort',
  'https://github.com/Veloera/Veloera/issues/41',
  'The model does not think, and a thinkingConfig is refused.',
);

const noLogprobs = without(
  'no-logprobs',
  'logprobs',
  'https://github.com/mscraftsman/generative-ai/issues/135',
  'Log probabilities are not enabled for the model.',
);

const twentyLogprobs: Quirk = {
  kind: 'limited-range',
  id: 'twenty-logprobs',
  parameter: 'logprobs',
  min: 0,
  max: 20,
  source: 'https://ai.google.dev/api/generate-content#generationconfig',
  asOf,
};

const inlineImages: Quirk = {
  kind: 'inline-images-only',
  id: 'no-image-urls',
  description: 'Models up to Gemini 2.0 do not fetch images: only base64 is taken.',
  source: 'https://blog.google/innovation-and-ai/technology/developers-tools/gemini-api-new-file-limits',
  asOf,
};

const noPenalties: readonly Quirk[] = [
  without(
    'no-frequency-penalty',
    'frequencyPenalty',
    'npm @ai-sdk/google@4.0.121 src/google-language-model.ts',
    'Penalties are not enabled for the model on the Gemini API.',
  ),
  without(
    'no-presence-penalty',
    'presencePenalty',
    'npm @ai-sdk/google@4.0.121 src/google-language-model.ts',
    'Penalties are not enabled for the model on the Gemini API.',
  ),
];

/** As `noPenalties`, known from refusals alone. */
const refusedPenalties: readonly Quirk[] = [
  without(
    'frequency-penalty-refused',
    'frequencyPenalty',
    'https://github.com/Ikalus1988/MisakaNet/issues/1473',
    'Penalties are not enabled for Gemini 3.7 and 3.8 Flash.',
  ),
  without(
    'presence-penalty-refused',
    'presencePenalty',
    'https://github.com/Ikalus1988/MisakaNet/issues/1473',
    'Penalties are not enabled for Gemini 3.7 and 3.8 Flash.',
  ),
];

const latest =
  'https://ai.google.dev/gemini-api/docs/whats-new-gemini-3.6, https://github.com/langgenius/dify-official-plugins/issues/3479';
const ignored = 'From Gemini 3.5 Flash-Lite and 3.6 on it is ignored, and to be refused by models to come.';

const ignoredSampling: readonly Quirk[] = [
  without('temperature-ignored', 'temperature', latest, ignored),
  without('top-p-ignored', 'topP', latest, ignored),
  without('top-k-ignored', 'topK', latest, ignored),
];

const noExplicitCache: Quirk = {
  kind: 'unsupported-options',
  id: 'no-explicit-cache',
  options: ['cachedContent'],
  description: 'Gemini 4 Argon caches prefixes without being asked, and takes no cache that was made before.',
  source: 'https://docs.cloud.google.com/gemini-enterprise-agent-platform/models/guides/gemini-4-argon',
  asOf,
};

const noPrefill: Quirk = {
  kind: 'last-turn',
  id: 'no-prefill',
  roles: ['user', 'tool'],
  outside: 'continue',
  description: 'From Gemini 3.5 Flash-Lite and 3.6 on a conversation that ends with a turn of the model is refused.',
  source: 'https://github.com/LibreChat-AI/agents/pull/323, https://github.com/pipecat-ai/pipecat/pull/5821',
  asOf,
};

const jsonWithoutTools: Quirk = {
  kind: 'exclusive-response-format',
  id: 'json-without-tools',
  description: 'Models before Gemini 3 refuse a JSON response together with tools: it is asked for by an instruction.',
  source: `https://github.com/googleapis/python-genai/issues/867, ${catalog}`,
  asOf,
};

const oneCandidate: Quirk = {
  kind: 'limited-range',
  id: 'one-candidate',
  parameter: 'n',
  min: 1,
  max: 1,
  description: 'Several candidates are not enabled for the model.',
  source: 'https://github.com/googleapis/js-genai/issues/1609',
  asOf,
};

const flashBudget = budget(
  'thinking-budget',
  1,
  24_576,
  'Thinking takes a number of tokens, up to 24576, which count towards the output limit; 0 turns it off.',
);
const flashLiteBudget = budget(
  'flash-lite-thinking-budget',
  512,
  24_576,
  'Thinking takes a number of tokens from 512 to 24576; 0 turns it off.',
);
const proBudget = budget('pro-thinking-budget', 128, 32_768, 'Thinking takes a number of tokens from 128 to 32768.');

const alwaysThinks = efforts(
  'pro-always-thinks',
  ['minimal', 'low', 'medium', 'high', 'xhigh', 'max'],
  'https://github.com/vercel/ai/issues/8027',
  'Gemini 2.5 Pro works in thinking mode only: a budget of 0 is refused.',
);
const levels = efforts(
  'thinking-levels',
  ['minimal', 'low', 'medium', 'high'],
  `${levelsPage}, ${catalog}`,
  'Gemini 3 thinks in levels and cannot stop thinking.',
);
const levelsFromLow = efforts(
  'thinking-levels-from-low',
  ['low', 'medium', 'high'],
  `${catalog}, https://docs.cloud.google.com/gemini-enterprise-agent-platform/models/guides/gemini-4-argon`,
  'The model knows no minimal level of thinking.',
);
const twoLevels = efforts(
  'two-thinking-levels',
  ['low', 'high'],
  'https://hexdocs.pm/gemini_ex/0.9.1/Gemini.Types.GenerationConfig.ThinkingConfig.html',
  'The first Gemini 3 Pro knows a low and a high level of thinking only.',
);
const levelsToExtraHigh = efforts(
  'thinking-levels-to-xhigh',
  ['minimal', 'low', 'medium', 'high', 'xhigh'],
  catalog,
  'Gemini 4 thinks in levels, up to xhigh, and cannot stop thinking.',
);
const hydrogenLevels = efforts(
  'hydrogen-thinking-levels',
  ['low', 'medium', 'high', 'xhigh'],
  catalog,
  'Gemini 4 Hydrogen knows no minimal level of thinking, and one above high.',
);
const gemmaLevels = efforts(
  'gemma-thinking-levels',
  ['minimal', 'high'],
  'https://github.com/livekit/agents/pull/7080',
  'Gemma 4 knows a minimal and a high level of thinking only.',
);

const hiddenThoughts: Quirk = {
  kind: 'hidden-reasoning',
  id: 'thoughts-count-as-output',
  below: 1_024,
  source: `${levelsPage}, npm @ai-sdk/google@4.0.121 src/convert-google-usage.ts`,
  asOf,
};

const gemmaJson: Quirk = {
  kind: 'unsupported-response-format',
  id: 'gemma-json-by-instruction',
  formats: ['json', 'json-schema'],
  instead: 'instruction',
  description: 'JSON mode is not enabled for Gemma 3.',
  source: 'https://github.com/truefoundry/models/pull/608',
  asOf,
};

const jsonWithoutForcedTools: Quirk = {
  kind: 'exclusive-response-format',
  id: 'json-without-forced-tools',
  when: { with: ['forced-tools'] },
  description: 'Gemini 3 takes a JSON response with tools only where it may choose whether to call them.',
  source: 'npm @ai-sdk/google@4.0.121 src/google-language-model.ts',
  asOf,
};

const imagesOfUsers: Quirk = {
  kind: 'limited-image-roles',
  id: 'images-of-users',
  roles: ['user'],
  description: "Images in a tool's result are for Gemini 3: for models before it they go into a turn of the user.",
  source: 'npm @ai-sdk/google@4.0.121 src/convert-to-google-messages.ts',
  asOf,
};

const imagesOfResults: Quirk = {
  kind: 'limited-image-roles',
  id: 'no-images-of-models',
  roles: ['user', 'tool'],
  description: "Images stand in the user's turns and in a function's response.",
  source: 'npm @google/genai@2.32.0 dist/genai.d.ts',
  asOf,
};

const gemmaSystem: Quirk = {
  kind: 'system-prompt-as-user',
  id: 'gemma-system-as-user',
  description: 'Developer instructions are not enabled for Gemma: they go into the first turn of the user.',
  source: 'https://github.com/0xPlaygrounds/rig/issues/788, npm @ai-sdk/google@4.0.121 src/google-model-catalog.ts',
  asOf,
};

const gemmaTools: Quirk = {
  kind: 'unsupported-feature',
  id: 'gemma-without-tools',
  feature: 'tools',
  description: 'Function calling is not enabled for Gemma 3.',
  source: 'https://github.com/BerriAI/litellm/issues/10313',
  asOf,
};

const gemmaBlind: Quirk = {
  kind: 'unsupported-feature',
  id: 'small-gemma-without-images',
  feature: 'vision',
  description: 'Gemma 3 with a billion parameters reads text only.',
  source: 'https://ai.google.dev/gemma/docs/core/model_card_3',
  asOf,
};

/** Of some families of models. */
export const familyQuirks = {
  fortyTopK,
  noReasoning,
  noLogprobs,
  twentyLogprobs,
  inlineImages,
  noPenalties,
  refusedPenalties,
  ignoredSampling,
  noPrefill,
  noExplicitCache,
  jsonWithoutTools,
  oneCandidate,
  flashBudget,
  flashLiteBudget,
  proBudget,
  alwaysThinks,
  levels,
  levelsFromLow,
  twoLevels,
  levelsToExtraHigh,
  hydrogenLevels,
  gemmaLevels,
  hiddenThoughts,
  gemmaJson,
  jsonWithoutForcedTools,
  imagesOfUsers,
  imagesOfResults,
  gemmaSystem,
  gemmaTools,
  gemmaBlind,
} as const;
