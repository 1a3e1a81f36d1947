import { ByomError, type CompletionRequest } from 'byom/sdk';
import { fieldsOf } from './fields.js';

/** Gemini takes `candidate_count` for `candidateCount`. */
const plain = (field: string) => field.replaceAll('_', '').toLowerCase();

const owned = new Set(
  ['model', 'contents', 'systemInstruction', 'tools', 'toolConfig', 'generationConfig'].map((field) => plain(field)),
);
const ownedConfig = new Set(
  [
    'temperature',
    'topP',
    'topK',
    'maxOutputTokens',
    'stopSequences',
    'seed',
    'frequencyPenalty',
    'presencePenalty',
    'candidateCount',
    'responseLogprobs',
    'logprobs',
    'responseMimeType',
    'responseSchema',
    'responseJsonSchema',
  ].map((field) => plain(field)),
);

/** Fields that a uniform parameter owns may not be given beside it; others of `generationConfig` may. */
export function checkProviderOptions({ providerOptions, parameters }: CompletionRequest): void {
  for (const field of Object.keys(providerOptions ?? {})) {
    if (field !== 'generationConfig' && owned.has(plain(field))) refuse(field);
  }
  for (const field of Object.keys(fieldsOf(providerOptions?.['generationConfig']))) {
    const thinking = plain(field) === 'thinkingconfig' && parameters.reasoningEffort !== undefined;
    if (ownedConfig.has(plain(field)) || thinking) refuse(`generationConfig.${field}`);
  }
}

function refuse(field: string): never {
  throw new ByomError('BAD_USER_INPUT', 'A provider option has a parameter of its own: use that one.', {
    details: { field },
  });
}
