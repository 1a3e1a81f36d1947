import type { Quirk } from 'byom/sdk';

const asOf = '2026-11-23';
const sdk = 'npm @mistralai/mistralai@2.7.0 models/components';
const languageModel = 'npm @ai-sdk/mistral@4.0.87 src';
const validator = 'github mistralai/mistral-common 039465d src/mistral_common/protocol/instruct/validator.py';

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
  wire('any-tool', `${languageModel}/mistral-prepare-tools.ts`, 'A required tool is called any.', 'toolChoice'),
  wire(
    'max-tokens',
    `${sdk}/chatcompletionrequest.d.ts, https://github.com/editor-code-assistant/eca/issues/231`,
    'The output limit is max_tokens, which with the input must fit the context window; max_completion_tokens is refused.',
    'maxOutputTokens',
  ),
  wire(
    'nine-character-ids',
    `${validator}, https://github.com/langchain-ai/langchain/pull/24668`,
    'Ids of tool calls are nine letters and digits: others are rewritten, of a call and of its result alike.',
    'messages',
  ),
  wire(
    'prefix-of-answer',
    `${languageModel}/convert-to-mistral-chat-messages.ts`,
    'A last message of the assistant, which the answer continues, must be marked as its prefix.',
    'messages',
  ),
  wire(
    'text-apart-from-calls',
    'https://github.com/langchain-ai/langchain/issues/21196, https://github.com/github/copilot-cli/issues/4884',
    'Some models refuse a message that says something and calls tools: it is sent as two.',
    'messages',
  ),
  wire(
    'no-null-content',
    'LiteLLM 1.83.2 litellm/llms/mistral/chat/transformation.py',
    'Fields that are null are refused: a message that only calls tools has an empty text.',
    'messages',
  ),
  wire(
    'usage-without-asking',
    'https://github.com/avante-corp/avante.nvim/issues/2347',
    'stream_options are refused: a stream tells its usage without being asked.',
  ),
  wire(
    'thinking-chunks',
    `${sdk}/thinkchunk.d.ts`,
    'The content of an answer that reasoned is a list: its thinking holds pieces of text of its own.',
  ),
  wire(
    'own-finishes',
    `${languageModel}/map-mistral-finish-reason.ts`,
    'model_length ends an answer that filled the context window, and error one that failed.',
  ),
  wire(
    'cached-tokens',
    'github mistralai/platform-docs-public 222f4ba public/studio-api/conversations/advanced/prompt-caching.md',
    'Cached tokens are counted in those of the prompt.',
  ),
  wire('marked-end', `${sdk}/chatcompletionrequest.d.ts`, 'A stream ends with [DONE]: without it, it was cut.'),
  wire(
    'numbered-errors',
    'https://github.com/raycast/extensions/issues/31107, https://github.com/avante-corp/avante.nvim/pull/2695, https://github.com/anomalyco/models.dev/pull/7334',
    'Errors stand at the top of the body, with a number as their code: 1300 is too fast, 1500 an unknown model. 3051 is any wrong value, an input too long or an effort that the model does not know: its text tells them apart.',
  ),
  wire(
    'capacity-as-429',
    'https://github.com/continuedev/continue/issues/6185',
    'A model without capacity is a 429 as one asked too fast is, and told apart by 3505 or its text.',
  ),
  wire(
    'validation-errors',
    'https://github.com/vegu-ai/talemate/issues/102, https://github.com/Gitlawb/openclaude/issues/739',
    'A 422 lists the fields that are wrong, in detail or in message, and unknown fields as extra_forbidden: limits are learned from it.',
  ),
  wire(
    'correlation-ids',
    'https://github.com/karthink/gptel/issues/1203',
    'The id of a request is in the header mistral-correlation-id.',
  ),
];
