import type { Quirk } from 'byom/sdk';
import { vllmAnswerQuirks } from './vllm-answer-quirks.js';

const asOf = '2026-11-23';
const protocol = 'github vllm-project/vllm 002032ee vllm/entrypoints/openai/chat_completion/protocol.py';
const sampling = 'github vllm-project/vllm 00388f65 vllm/sampling_params.py';
const issue = 'https://github.com/vllm-project/vllm/issues';

/** Of every model that a vLLM server runs. */
export const vllmQuirks: readonly Quirk[] = [
  {
    kind: 'model-limit',
    id: 'window-set-by-server',
    parameter: 'contextWindow',
    description:
      'The context window is a setting of the running server (--max-model-len), often below what the model was trained for. It is asked for there, by /v1/models; a LoRA adapter has that of its base.',
    source: 'github vllm-project/vllm 4fe45004 vllm/entrypoints/openai/models/serving.py',
    asOf,
  },
  {
    kind: 'wire-format',
    id: 'window-filled',
    parameter: 'maxOutputTokens',
    description:
      'Without an output limit an answer may fill all that the input leaves of the window; a limit that does not fit beside the input is refused like an input that is too long.',
    source: `${issue}/13513; github vllm-project/vllm 5e918640 vllm/entrypoints/openai/chat_completion/serving.py`,
    asOf,
  },
  {
    kind: 'wire-format',
    id: 'no-empty-tools',
    parameter: 'tools',
    description: 'An empty list of tools is refused: none is sent.',
    source: protocol,
    asOf,
  },
  {
    kind: 'wire-format',
    id: 'tool-choice-with-tools',
    parameter: 'toolChoice',
    description: 'A tool choice without tools is refused: none is sent.',
    source: protocol,
    asOf,
  },
  {
    kind: 'wire-format',
    id: 'stream-options-with-stream',
    description: 'Options of a stream are refused without one. Usage comes in a stream only where they ask for it.',
    source: protocol,
    asOf,
  },
  {
    kind: 'wire-format',
    id: 'logprobs-flag',
    parameter: 'logprobs',
    description: 'top_logprobs is refused without logprobs: true, which goes with it.',
    source: protocol,
    asOf,
  },
  {
    kind: 'limited-range',
    id: 'logprobs-up-to-20',
    parameter: 'logprobs',
    min: 0,
    max: 20,
    description: 'A server takes up to 20 alternatives at each token, unless --max-logprobs says otherwise.',
    source: 'github vllm-project/vllm docs/configuration/engine_args.md, --max-logprobs',
    asOf,
  },
  {
    kind: 'limited-range',
    id: 'one-greedy-choice',
    parameter: 'n',
    max: 1,
    when: { within: { temperature: { max: 0.00001 } } },
    description: 'With temperature 0 every choice would be the same: more than one is refused.',
    source: sampling,
    asOf,
  },
  {
    kind: 'limited-range',
    id: 'no-tiny-temperature',
    parameter: 'temperature',
    min: 0.01,
    when: { within: { temperature: { min: 0.0000001, max: 0.01 } } },
    description: 'A temperature above 0 and below 0.01 is taken for 0.01.',
    source: sampling,
    asOf,
  },
  {
    kind: 'limited-range',
    id: 'top-p-above-zero',
    parameter: 'topP',
    min: 0.000001,
    max: 1,
    description: 'A top_p of 0 is refused.',
    source: sampling,
    asOf,
  },
  {
    kind: 'wire-format',
    id: 'top-k-taken',
    parameter: 'topK',
    description:
      'top_k is taken, beside other fields that OpenAI does not have: min_p, repetition_penalty, min_tokens, chat_template_kwargs, structured_outputs, truncate_prompt_tokens, priority. Give those as provider options.',
    source: protocol,
    asOf,
  },
  {
    kind: 'wire-format',
    id: 'guided-becomes-structured',
    parameter: 'providerOptions',
    description:
      'Versions since 0.12 know guided_json, guided_regex, guided_choice and guided_grammar only as parts of structured_outputs, and ignore them otherwise: a provider option of that name is sent in both spellings.',
    source: 'github vllm-project/vllm docs/features/structured_outputs.md',
    asOf,
  },
  {
    kind: 'exclusive-features',
    id: 'schema-or-named-tool',
    keep: 'json-schema',
    drop: 'named-tool',
    description:
      'A JSON Schema for the answer together with a choice of one tool by name is refused: the choice is left out.',
    source: protocol,
    asOf,
  },
  {
    kind: 'wire-format',
    id: 'parallel-calls-explicit',
    parameter: 'parallelToolCalls',
    description:
      'Several calls at once are allowed unless parallel_tool_calls is false; the value is always sent with tools.',
    source: protocol,
    asOf,
  },
  {
    kind: 'unsupported-field',
    id: 'no-strict-tools',
    field: 'toolStrict',
    description: 'Tools have no strict mode here.',
    source: 'npm litellm@1.83.2 litellm/llms/hosted_vllm/chat/transformation.py',
    asOf,
  },
  {
    kind: 'strict-schema',
    id: 'open-tool-schemas',
    of: 'tools',
    dropKeywords: ['additionalProperties'],
    description:
      'Some tool parsers fail over additionalProperties in the schemas of tools: it is put into the description.',
    source: 'npm litellm@1.83.2 litellm/llms/hosted_vllm/chat/transformation.py',
    asOf,
  },
  {
    kind: 'wire-format',
    id: 'prefill',
    parameter: 'messages',
    description:
      'A beginning of the answer is continued only with continue_final_message and without add_generation_prompt: both are set.',
    source: protocol,
    asOf,
  },
  {
    kind: 'wire-format',
    id: 'effort-switches-thinking',
    parameter: 'reasoningEffort',
    description:
      'Whether a model thinks at all is told to its chat template (enable_thinking); newer versions do so by the effort, for older ones it is said beside it.',
    source: protocol,
    asOf,
  },
  {
    kind: 'unsupported-field',
    id: 'no-end-user',
    field: 'endUser',
    description: 'The field for the end user is ignored.',
    source: protocol,
    asOf,
  },
  {
    kind: 'wire-format',
    id: 'defaults-of-the-model',
    parameter: 'temperature',
    description:
      "What a request leaves out is taken from the model's generation_config.json, and only then temperature 1 and top_p 1 (--generation-config).",
    source: 'github vllm-project/vllm docs/serving/openai_compatible_server.md',
    asOf,
  },
  {
    kind: 'wire-format',
    id: 'either-base-url',
    description: 'The base URL may be given with /v1 or without.',
    source: 'github vllm-project/vllm docs/serving/openai_compatible_server.md',
    asOf,
  },
  ...vllmAnswerQuirks,
];

const templates =
  'https://github.com/suitenumerique/conversations/issues/197; https://github.com/microsoft/autogen/issues/1037';

/** Of models whose chat templates refuse two turns of one role in a row, and a system message after the first. */
export const alternatingTurns: readonly Quirk[] = [
  {
    kind: 'merged-turns',
    id: 'alternating-turns',
    description: 'The chat template wants user and assistant in alternation: neighbours of one role are merged.',
    source: templates,
    asOf,
  },
  {
    kind: 'leading-system-prompt',
    id: 'one-system-message',
    description: 'The chat template takes one system message, at the start.',
    source: templates,
    asOf,
  },
];

export const noSystemRole: Quirk = {
  kind: 'system-prompt-as-user',
  id: 'no-system-role',
  description: 'The chat template has no system role: what system messages say goes into the first user message.',
  source: 'https://github.com/huggingface/chat-ui/issues/1386; https://github.com/vllm-project/vllm/pull/2964',
  asOf,
};

export const gptOssEfforts: Quirk = {
  kind: 'limited-values',
  id: 'gpt-oss-efforts',
  parameter: 'reasoningEffort',
  values: ['low', 'medium', 'high'],
  description: 'GPT-OSS always reasons, with low, medium or high effort.',
  source:
    'https://huggingface.co/openai/gpt-oss-120b; github vllm-project/vllm vllm/entrypoints/openai/parser/harmony_utils.py',
  asOf,
};

export const nineCharacterIds: Quirk = {
  kind: 'wire-format',
  id: 'nine-character-call-ids',
  parameter: 'messages',
  description:
    "Mistral's templates take ids of tool calls of nine letters and digits alone: others get one made of them, on the call and on its result.",
  source: `${issue}/9019; https://github.com/vllm-project/vllm/pull/12332`,
  asOf,
};
