import type { Quirk } from 'byom/sdk';

const asOf = '2026-11-23';
const openapi = 'github cohere-ai/cohere-developer-experience e814c8a1 cohere-openapi.yaml';
const errors = 'github cohere-ai/cohere-developer-experience e814c8a1 fern/pages/cohere-api/errors.mdx';
const streaming = 'github cohere-ai/cohere-developer-experience e814c8a1 fern/pages/v2/tool-use/tool-use-streaming.mdx';
const languageModel = 'npm @ai-sdk/cohere@4.0.52 src/cohere-chat-language-model.ts';

const wire = (id: string, source: string, description: string, parameter?: string): Quirk => ({
  kind: 'wire-format',
  id,
  description,
  source,
  asOf,
  ...(parameter !== undefined && { parameter }),
});

/** What the adapter's code handles, in requests and in answers. */
export const wireQuirks: readonly Quirk[] = [
  wire(
    'json-object-with-schema',
    openapi,
    'There is one JSON format, json_object, and a schema beside it is json_schema.',
    'responseFormat',
  ),
  wire(
    'tool-plan',
    openapi,
    'What the model says before it calls tools is tool_plan: it is the text of the answer, and goes back as tool_plan.',
    'messages',
  ),
  wire('upper-case-choices', openapi, 'Tool choices are REQUIRED and NONE; auto is none at all.', 'toolChoice'),
  wire(
    'strict-tools',
    'github cohere-ai/cohere-developer-experience e814c8a1 fern/pages/v2/text-generation/structured-outputs.mdx',
    'Strict tools are asked for by strict_tools, of all tools together, each of which must require a parameter.',
    'tools',
  ),
  wire(
    'thinking-switch',
    openapi,
    'Reasoning is on by default in models that reason: an effort of none turns it off by a type of disabled.',
    'reasoningEffort',
  ),
  wire('image-urls', openapi, 'Images are image_url objects, of a web address or of data in base64.', 'messages'),
  wire(
    'chosen-logprobs-only',
    openapi,
    'Log probabilities are given or not, and of the chosen tokens alone: the answer says so where alternatives were asked for.',
    'logprobs',
  ),
  wire('thinking-blocks', languageModel, 'Reasoning is content of the type thinking, before the text.'),
  wire('null-arguments', languageModel, 'Tools without arguments may be called with the text null: it means none.'),
  wire(
    'upper-case-finishes',
    'npm @ai-sdk/cohere@4.0.52 src/map-cohere-finish-reason.ts',
    'Finish reasons are COMPLETE, STOP_SEQUENCE, MAX_TOKENS and TOOL_CALL.',
  ),
  wire(
    'failed-finishes',
    openapi,
    'ERROR and TIMEOUT are finish reasons under a status of success: the answer failed.',
  ),
  wire(
    'billed-units',
    openapi,
    "Usage has tokens and billed_units: tokens hold Cohere's own preamble, which is not paid for, so the billed ones count.",
  ),
  wire('events-by-type', streaming, 'A stream is of events with a type; it is whole with message-end alone.'),
  wire('calls-by-index', streaming, 'Calls are streamed one after another, with their arguments as text in pieces.'),
  wire(
    'errors-of-text',
    openapi,
    'Errors are a message and an id, without a code: the status and the text tell them apart.',
  ),
  wire(
    'too-many-tokens',
    errors,
    'An input too long and an output limit too high are both "too many tokens": the latter is learned.',
  ),
  wire('trial-limits', errors, 'A trial key past its calls of the month is a 429 as one too fast is: its text tells.'),
  wire('billing-limits', errors, 'A billing limit is a 402.'),
  wire(
    'deny-listed-tokens',
    openapi,
    'A 498 is a token on a deny list, in the request or the answer: the content was refused.',
  ),
  wire('cancelled-requests', errors, 'A 499 is a request that the provider cancelled, and worth another try.'),
  wire('limits-in-text', errors, 'Ranges of parameters are named in the text of a 400, and learned from it.'),
];
