import type { Quirk } from 'byom/sdk';

const asOf = '2026-11-23';
const protocol = 'github vllm-project/vllm 002032ee vllm/entrypoints/openai/chat_completion/protocol.py';
const errors = 'github vllm-project/vllm 1c6ebf2c vllm/entrypoints/serve/utils/error_response.py';
const issue = 'https://github.com/vllm-project/vllm/issues';

/** How a vLLM server answers, and fails. */
export const vllmAnswerQuirks: readonly Quirk[] = [
  {
    kind: 'wire-format',
    id: 'named-call-stops',
    description:
      'An answer that calls the tool that was chosen by name ends with stop: it is a call of tools all the same.',
    source: 'https://docs.vllm.ai/en/latest/features/tool_calling.html',
    asOf,
  },
  {
    kind: 'wire-format',
    id: 'tools-need-flags',
    parameter: 'tools',
    description:
      'A server started without --enable-auto-tool-choice and --tool-call-parser refuses tools: UNSUPPORTED_FEATURE, with what helps.',
    source: `${issue}/9986`,
    asOf,
  },
  {
    kind: 'wire-format',
    id: 'images-limited-by-server',
    parameter: 'messages',
    description:
      'A server takes a number of images in a request (--limit-mm-per-prompt, once 1), and none for a model of text.',
    source: `${issue}/17092`,
    asOf,
  },
  {
    kind: 'wire-format',
    id: 'schema-too-hard',
    parameter: 'responseFormat',
    description:
      'Keywords of JSON Schema that its grammar cannot express are refused, or passed over by some backends.',
    source:
      'github vllm-project/vllm docs/features/structured_outputs.md; vllm/v1/structured_output/backend_xgrammar.py',
    asOf,
  },
  {
    kind: 'wire-format',
    id: 'template-refuses',
    parameter: 'messages',
    description:
      "A model's chat template may refuse roles or their order with status 400: UNSUPPORTED_FEATURE, with what helps.",
    source: 'https://github.com/huggingface/chat-ui/issues/1386',
    asOf,
  },
  {
    kind: 'wire-format',
    id: 'no-chat-template',
    description: 'A model without a chat template cannot chat, unless the server is given one (--chat-template).',
    source: 'github vllm-project/vllm docs/serving/openai_compatible_server.md',
    asOf,
  },
  {
    kind: 'wire-format',
    id: 'error-by-status',
    description:
      'The type of an error is the name of a class and its code the status, in older versions without the field error around them.',
    source: errors,
    asOf,
  },
  {
    kind: 'wire-format',
    id: 'unknown-model',
    parameter: 'model',
    description:
      'A name other than the served ones (--served-model-name, --lora-modules) is NotFoundError, status 404.',
    source: errors,
    asOf,
  },
  {
    kind: 'wire-format',
    id: 'context-wordings',
    parameter: 'messages',
    description:
      'An input that is too long is a BadRequestError that only its words tell from others, in several wordings; the window that they name is learned.',
    source: `${errors}; npm @earendil-works/pi-ai@1.5.2 dist/utils/overflow.js`,
    asOf,
  },
  {
    kind: 'wire-format',
    id: 'reasoning-field',
    description:
      'Reasoning is in message.reasoning, reasoning_content in older versions; without a --reasoning-parser it stands in the text between <think> and </think>, and is taken out.',
    source: protocol,
    asOf,
  },
  {
    kind: 'wire-format',
    id: 'error-in-stream',
    description: 'A failure in the middle of a stream comes as an event with an error, and [DONE] after it.',
    source: 'github vllm-project/vllm 5e918640 vllm/entrypoints/openai/chat_completion/serving.py',
    asOf,
  },
  {
    kind: 'wire-format',
    id: 'served-name',
    parameter: 'model',
    description: 'An answer names the model that gave it; another than the one asked for is reported.',
    source: 'github vllm-project/vllm 4fe45004 vllm/entrypoints/openai/models/serving.py',
    asOf,
  },
  {
    kind: 'wire-format',
    id: 'key-optional',
    description: 'A server started without --api-key needs none; a wrong key is a bare text with status 401.',
    source: 'github vllm-project/vllm 048027fb vllm/entrypoints/openai/api_server.py',
    asOf,
  },
  {
    kind: 'wire-format',
    id: 'no-rate-limit-headers',
    description: 'The server tells no rate limits, and no wait: none is made up.',
    source: 'https://metacpan.org/pod/Langertha::RateLimit',
    asOf,
  },
];
