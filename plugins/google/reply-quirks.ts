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

/** What the adapter's code handles in answers. */
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
];
