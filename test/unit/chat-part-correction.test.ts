import { expect, test } from '@jest/globals';
import { chatErrorOf } from '../../src/openai-compatible/chat-error-body.js';
import { chatPartCorrection } from '../../src/openai-compatible/chat-part-correction.js';

/** As providers, their servers and the templates of open models word it; each from a report of such an error. */
test.each<[status: number, error: object, correction: object | undefined]>([
  [
    400,
    {
      message: "Unsupported value: 'messages[0].role' does not support 'system' with this model.",
      type: 'invalid_request_error',
      param: 'messages[0].role',
      code: 'unsupported_value',
    },
    { kind: 'system-prompt-as-user' },
  ],
  [
    400,
    { message: 'System role not supported', type: 'BadRequestError', param: null, code: 400 },
    { kind: 'system-prompt-as-user' },
  ],
  [
    400,
    { message: 'Developer instruction is not enabled for models/gemma-3-27b-it' },
    { kind: 'system-prompt-as-user' },
  ],
  [
    500,
    {
      message:
        'Jinja Exception: After the optional system message, conversation roles must alternate user and assistant roles except for tool calls and results.',
    },
    { kind: 'merged-turns' },
  ],
  [400, { message: 'Conversation roles must alternate user/assistant/user/assistant/...' }, { kind: 'merged-turns' }],
  [400, { message: 'System message must be at the beginning.' }, { kind: 'leading-system-prompt' }],
  [
    400,
    {
      message: 'This model does not support response format `json_schema`. See supported models at https://a.example',
      type: 'invalid_request_error',
      param: 'response_format',
    },
    { kind: 'unsupported-response-format', format: 'json-schema' },
  ],
  [
    400,
    {
      message: "Invalid parameter: 'response_format' of type 'json_schema' is not supported with this model.",
      param: 'response_format',
    },
    { kind: 'unsupported-response-format', format: 'json-schema' },
  ],
  [400, { message: 'This response_format type is unavailable now' }, { kind: 'unsupported-response-format' }],
  [
    400,
    { message: "Invalid schema for response_format 'person': 'oneOf' is not supported.", param: 'response_format' },
    undefined,
  ],
  [
    400,
    { message: 'llama3 does not support tools', type: 'api_error' },
    { kind: 'unsupported-feature', feature: 'tools' },
  ],
  [
    400,
    {
      message: 'tools is not supported in this model. For a list of supported models, see https://a.example',
      param: 'tools',
    },
    { kind: 'unsupported-feature', feature: 'tools' },
  ],
  [404, { message: 'No endpoints found that support tool use.' }, { kind: 'unsupported-feature', feature: 'tools' }],
  [
    400,
    { message: '"auto" tool choice requires --enable-auto-tool-choice and --tool-call-parser to be set' },
    { kind: 'unsupported-feature', feature: 'tools' },
  ],
  [404, { message: 'No endpoints found that support image input' }, { kind: 'unsupported-feature', feature: 'vision' }],
  [
    400,
    {
      message: 'Invalid content type. image_url is only supported by certain models.',
      param: 'messages.[0].content.[1].type',
    },
    { kind: 'unsupported-feature', feature: 'vision' },
  ],
  [
    500,
    { message: 'image input is not supported - hint: provide the mmproj' },
    { kind: 'unsupported-feature', feature: 'vision' },
  ],
  [400, { message: 'BLACK-LM is not a multimodal model' }, { kind: 'unsupported-feature', feature: 'vision' }],
  [400, { message: 'The image is too large.' }, undefined],
  [
    400,
    {
      message: "Unsupported parameter: 'parallel_tool_calls' is not supported with this model.",
      param: 'parallel_tool_calls',
      code: 'unsupported_parameter',
    },
    { kind: 'unsupported-field', field: 'parallelToolCalls' },
  ],
  [400, { message: 'Unrecognized request argument supplied: user' }, { kind: 'unsupported-field', field: 'endUser' }],
  [422, { message: 'Extra inputs are not permitted', param: 'user' }, { kind: 'unsupported-field', field: 'endUser' }],
  [400, { message: 'Unknown parameter: constructor' }, undefined],
  [401, { message: 'llama3 does not support tools' }, undefined],
  [429, { message: 'System role not supported' }, undefined],
])('a %i with %j', (status, error, correction) => {
  expect(chatPartCorrection(status, chatErrorOf(JSON.stringify({ error })))).toEqual(correction);
});
