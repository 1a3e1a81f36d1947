import type { Quirk } from 'byom/sdk';

const asOf = '2026-11-23';
const finish = 'npm @ai-sdk/google@4.0.121 src/map-google-finish-reason.ts';
const usage = 'npm @ai-sdk/google@4.0.121 src/convert-google-usage.ts';

const wire = (id: string, source: string, description: string): Quirk => ({
  kind: 'wire-format',
  id,
  description,
  source,
  asOf,
});

/** What the adapter's code handles in answers and failures. */
export const replyQuirks: readonly Quirk[] = [
  wire('stop-with-calls', finish, 'An answer that calls tools ends with STOP all the same.'),
  wire(
    'filtered-finishes',
    finish,
    'SAFETY, RECITATION, BLOCKLIST, PROHIBITED_CONTENT, SPII and IMAGE_SAFETY mean that the answer was filtered.',
  ),
  wire(
    'malformed-calls',
    'https://github.com/pydantic/pydantic-ai/issues/631, npm @ai-sdk/google@4.0.121 src/map-google-finish-reason.ts',
    'MALFORMED_FUNCTION_CALL and UNEXPECTED_TOOL_CALL are failures under a status of success, and worth another try.',
  ),
  wire(
    'blocked-prompts',
    'npm @ai-sdk/google@4.0.121 src/google-language-model.ts',
    'A blocked prompt comes as promptFeedback.blockReason without any candidate: the answer is empty and filtered.',
  ),
  wire(
    'answers-without-parts',
    'https://github.com/BerriAI/litellm/pull/24453',
    'An answer may end with STOP and no parts at all: it is an empty text.',
  ),
  wire(
    'continued-answers',
    finish,
    'Gemini 4 ends long answers with CONTINUATION at the limit of a request: the answer was cut at a length.',
  ),
  wire(
    'answers-with-media',
    'https://github.com/kwaroran/Risuai/pull/1025',
    'Models for images answer with parts of inlineData, with or without text: the text is kept, and the answer says so.',
  ),
  wire(
    'thoughts-before-answers',
    'https://github.com/googleapis/python-genai/issues/782, https://github.com/googleapis/python-genai/issues/811',
    'Thoughts can fill the whole output limit: the answer ends with MAX_TOKENS and no text, and says why.',
  ),
  wire('thoughts-counted-apart', usage, 'Thoughts are counted beside candidatesTokenCount: both are output tokens.'),
  wire('cached-in-prompt', usage, 'promptTokenCount holds what came from the cache, in cachedContentTokenCount.'),
  wire('tool-prompts-apart', usage, "toolUsePromptTokenCount is counted beside the prompt's: both are input tokens."),
  wire(
    'thought-parts',
    'npm @ai-sdk/google@4.0.121 src/google-language-model.ts',
    'Reasoning is parts of text marked as a thought.',
  ),
  wire(
    'bad-key-as-400',
    'https://ai.google.dev/gemini-api/docs/troubleshooting',
    'A wrong key is a 400 INVALID_ARGUMENT with the reason API_KEY_INVALID.',
  ),
  wire(
    'quotas-of-a-day',
    'https://github.com/googleapis/python-genai/issues/2044',
    'A 429 names its quotas: of a day it is an exhausted quota, of a minute a rate limit.',
  ),
  wire(
    'retry-info',
    'https://github.com/RooCodeInc/Roo-Code/issues/3883',
    'How long to wait is in the body, as retryDelay of RetryInfo, and in no header.',
  ),
  wire(
    'regions-refused',
    'https://ai.google.dev/gemini-api/docs/troubleshooting',
    'FAILED_PRECONDITION says that the project or region is not served without billing.',
  ),
  wire(
    'input-too-long',
    'https://github.com/google-gemini/gemini-cli/issues/4231',
    'An input too long has no status of its own: its text names the count and the limit, which is learned.',
  ),
  wire(
    'limits-in-text',
    'https://github.com/genkit-ai/genkit/issues/1397, https://github.com/googleapis/js-genai/issues/1609',
    'What a model does not take is said in the text of a 400 alone: ranges, penalties, candidates and thinking are learned from it.',
  ),
  wire(
    'errors-outside-events',
    'npm @google/genai@2.32.0 dist/node/index.cjs',
    'A stream can break off with an error that is written plainly and not as an event.',
  ),
];
