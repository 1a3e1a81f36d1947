import type { Quirk } from 'byom/sdk';

const asOf = '2026-11-23';
const languageModel = 'npm @ai-sdk/google@4.0.121 src/google-language-model.ts';
const messages = 'npm @ai-sdk/google@4.0.121 src/convert-to-google-messages.ts';
const genai = 'npm @google/genai@2.32.0 dist/genai.d.ts';

const wire = (id: string, source: string, description: string, parameter?: string): Quirk => ({
  kind: 'wire-format',
  id,
  description,
  source,
  asOf,
  ...(parameter !== undefined && { parameter }),
});

/** What the adapter's code handles in requests. */
export const requestQuirks: readonly Quirk[] = [
  wire('key-header', languageModel, 'The key goes in the header x-goog-api-key, never in the address.'),
  wire(
    'model-in-path',
    'npm @ai-sdk/google@4.0.121 src/get-model-path.ts',
    'The model is in the path and not in the body: models/NAME, or as given where it names a collection, as tunedModels/NAME does.',
  ),
  wire('system-instruction', messages, 'The system prompt is a field of its own, systemInstruction.', 'messages'),
  wire('model-role', messages, "An assistant's turn has the role model, and there is no role for tools.", 'messages'),
  wire(
    'results-in-one-turn',
    'https://github.com/google-gemini/gemini-cli/issues/4217',
    'All results of the calls of a turn go back in one turn, as many as there were calls.',
    'messages',
  ),
  wire(
    'results-by-name',
    genai,
    "A tool's result names the function and is an object: the name is found by the call's id, and the text goes under output.",
    'messages',
  ),
  wire(
    'object-arguments',
    messages,
    'Arguments of a call are an object: another value is sent as the field value of one.',
    'messages',
  ),
  wire(
    'thought-signatures',
    'https://ai.google.dev/gemini-api/docs/thought-signatures',
    "Calls carry a signature of the thought behind them that must come back: it is kept in the call's id, after a tilde.",
    'messages',
  ),
  wire(
    'foreign-tool-calls',
    `https://ai.google.dev/gemini-api/docs/thought-signatures, ${messages}`,
    'Gemini 3 refuses calls in the history without a signature, such as those of another model: the documented placeholder skips the check, and the answer says so.',
    'messages',
  ),
  wire(
    'temperature-of-one',
    'https://ai.google.dev/gemini-api/docs/gemini-3',
    'Gemini 3 is made for a temperature of 1: a lower one is sent, and the answer says that it can loop.',
    'temperature',
  ),
  wire(
    'inline-data',
    genai,
    'Images are inlineData with a media type; urls are fileData, which the provider fetches itself.',
    'messages',
  ),
  wire(
    'json-mime-type',
    languageModel,
    'JSON is asked for by responseMimeType, and a schema by responseJsonSchema, both inside generationConfig.',
    'responseFormat',
  ),
  wire(
    'function-declarations',
    'npm @ai-sdk/google@4.0.121 src/google-prepare-tools.ts',
    'Tools are functionDeclarations with a description and parametersJsonSchema.',
    'tools',
  ),
  wire(
    'calling-modes',
    'npm @ai-sdk/google@4.0.121 src/google-prepare-tools.ts',
    'A required tool is the mode ANY, a named one ANY with allowedFunctionNames.',
    'toolChoice',
  ),
  wire(
    'validated-calls',
    'npm @ai-sdk/google@4.0.121 src/google-prepare-tools.ts',
    'Strict tools are asked for by the mode VALIDATED, of all tools together.',
    'tools',
  ),
  wire(
    'two-logprobs-fields',
    genai,
    'Log probabilities are asked for by responseLogprobs, and how many by logprobs.',
    'logprobs',
  ),
  wire(
    'told-thoughts',
    genai,
    'Thoughts are told only where includeThoughts asks for them: it does whenever a reasoning effort is given.',
    'reasoningEffort',
  ),
  wire(
    'stream-by-path',
    languageModel,
    'A stream is another method, streamGenerateContent with alt=sse: without it, it is one long JSON list.',
  ),
];
