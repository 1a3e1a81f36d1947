import type { Quirk } from 'byom/sdk';
import { asOf, sources } from './sources.js';

const { aiSdk, awsDocs, awsSdk } = sources;

const pi = 'npm @earendil-works/pi-ai@1.5.2 dist';

/** What the adapter's code handles, in requests and in answers. */
export const wireQuirks: readonly Quirk[] = [
  {
    kind: 'wire-format',
    id: 'model-in-path',
    description: 'The model stands in the path, where the slashes and colons of an ARN are escaped.',
    source: `${awsDocs}/APIReference/API_runtime_Converse.html`,
    asOf,
  },
  {
    kind: 'wire-format',
    id: 'content-blocks',
    parameter: 'messages',
    description:
      "The system prompt is a field of its own, every content is a list of blocks, and a tool's result is a block in the user's turn.",
    source: `${awsSdk}/models_0.d.ts`,
    asOf,
  },
  {
    kind: 'wire-format',
    id: 'tool-use-ids',
    parameter: 'messages',
    description:
      "Ids of tool calls hold letters, digits, underscores and dashes, at most 64; Mistral's models take nine letters and digits. Others are rewritten, alike in calls and results.",
    source: `${aiSdk}/normalize-tool-call-id.ts`,
    asOf,
  },
  {
    kind: 'wire-format',
    id: 'unique-tool-use-ids',
    parameter: 'messages',
    description: 'No two tool calls may have one id: later ones get another, and their results with them.',
    source: 'https://github.com/BerriAI/litellm/issues/23510',
    asOf,
  },
  {
    kind: 'wire-format',
    id: 'trimmed-prefill',
    parameter: 'messages',
    description:
      'A last message of the assistant, which the answer continues, may not end in white space: it is cut off.',
    source: `${aiSdk}/convert-to-amazon-bedrock-chat-messages.ts`,
    asOf,
  },
  {
    kind: 'wire-format',
    id: 'cache-points',
    parameter: 'messages',
    description: 'A prefix worth keeping ends with a block of its own, a cache point.',
    source: `${awsSdk}/models_0.d.ts CachePointBlock`,
    asOf,
  },
  {
    kind: 'wire-format',
    id: 'request-metadata',
    parameter: 'endUser',
    description: 'The end user goes into the request metadata, in at most 256 characters of those taken there.',
    source: `${awsDocs}/APIReference/API_runtime_Converse.html`,
    asOf,
  },
  {
    kind: 'wire-format',
    id: 'binary-event-stream',
    description: 'Streams are binary events with checksums, each with its type in a header.',
    source: `${aiSdk}/amazon-bedrock-event-stream-decoder.ts`,
    asOf,
  },
  {
    kind: 'wire-format',
    id: 'exceptions-in-streams',
    description: 'A stream that began with status 200 may end in an exception, which is the failure of the call.',
    source: `${awsSdk}/models_0.d.ts ConverseStreamOutput`,
    asOf,
  },
  {
    kind: 'wire-format',
    id: 'usage-after-stop',
    description:
      'The usage follows the stop reason in an event of its own; an answer that has stopped is whole without.',
    source: `${awsSdk}/models_0.d.ts ConverseStreamMetadataEvent`,
    asOf,
  },
  {
    kind: 'wire-format',
    id: 'empty-tool-input',
    description: 'A call of a tool without arguments streams no input: it is an empty object.',
    source: 'https://github.com/METR/hawk/pull/1245',
    asOf,
  },
  {
    kind: 'wire-format',
    id: 'cache-excluded-from-input',
    description: 'Input tokens are counted without those written to and read from the cache: they are added.',
    source: `${aiSdk}/convert-amazon-bedrock-usage.ts`,
    asOf,
  },
  {
    kind: 'wire-format',
    id: 'cut-tool-calls',
    parameter: 'maxOutputTokens',
    description:
      'An answer may end at its limit in the middle of a tool call: what there is of it is left out and reported.',
    source: `${awsSdk}/models_0.d.ts ToolUseBlockDelta`,
    asOf,
  },
  {
    kind: 'wire-format',
    id: 'image-type-by-content',
    parameter: 'messages',
    description: 'An image must be of the format that it is declared to be: the format that its bytes say is sent.',
    source: 'https://github.com/1jehuang/jcode/issues/465',
    asOf,
  },
  {
    kind: 'wire-format',
    id: 'reasoning-uncounted',
    description: 'Tokens of reasoning are among those of the output, and nothing says how many they are.',
    source: `${awsSdk}/models_0.d.ts TokenUsage`,
    asOf,
  },
  {
    kind: 'wire-format',
    id: 'cache-minimum',
    parameter: 'messages',
    description: 'A marked prefix that is too short is not kept, and nothing says so: reported.',
    source: `${awsDocs}/userguide/prompt-caching.html`,
    asOf,
  },
  {
    kind: 'wire-format',
    id: 'malformed-stops',
    description: 'An answer may stop because the model wrote what the provider could not read: reported.',
    source: `${awsSdk}/enums.d.ts StopReason`,
    asOf,
  },
  {
    kind: 'wire-format',
    id: 'filtered-stops',
    description: "A guardrail's intervention and filtered content are stop reasons, and become a content filter's.",
    source: `${aiSdk}/map-amazon-bedrock-finish-reason.ts`,
    asOf,
  },
  {
    kind: 'wire-format',
    id: 'named-exceptions',
    description: 'Errors are told apart by the exception named in the header x-amzn-errortype, else in the body.',
    source: `${awsSdk}/errors.d.ts`,
    asOf,
  },
  {
    kind: 'wire-format',
    id: 'too-many-tokens-is-throttling',
    description: 'A throttling that speaks of too many tokens is a rate limit, and no input that is too long.',
    source: `${pi}/utils/overflow.js`,
    asOf,
  },
  {
    kind: 'wire-format',
    id: 'models-are-granted',
    parameter: 'model',
    description:
      'An account is granted models one by one: a good key is denied the others with the exception of a bad one, told apart by the text.',
    source: 'https://github.com/aws-samples/anthropic-on-aws/pull/252',
    asOf,
  },
  {
    kind: 'wire-format',
    id: 'inference-profile-needed',
    parameter: 'model',
    description:
      'Newer models are reached by an inference profile alone (us., eu., apac. or global. before the id): the refusal of the plain id says so.',
    source: 'https://github.com/stackblitz-labs/bolt.diy/issues/1102',
    asOf,
  },
  {
    kind: 'wire-format',
    id: 'limits-in-refusals',
    parameter: 'maxOutputTokens',
    description: "A refusal may name the model's output limit, or a parameter that it does not take: it is learned.",
    source: `${pi}/api/bedrock-converse-stream.js`,
    asOf,
  },
];
