import type { Quirk } from 'byom/sdk';
import { asOf, sources } from './sources.js';

const {
  aiProvider,
  client,
  convertPrompt,
  docs,
  formerMessages,
  liteLlm,
  messages,
  piMessages,
  piStrictTools,
  piTransform,
  prepareTools,
} = sources;

/** What the adapter's code handles in requests. */
export const wireQuirks: readonly Quirk[] = [
  {
    kind: 'wire-format',
    id: 'system-field',
    parameter: 'messages',
    description: 'The system prompt is a field of its own, `system`, and no message.',
    source: messages,
    asOf,
  },
  {
    kind: 'wire-format',
    id: 'tool-blocks',
    parameter: 'messages',
    description:
      "Tools have no function wrapper, a tool's result is a block in the user's turn before what the user then says, and a required choice is called any.",
    source: messages,
    asOf,
  },
  {
    kind: 'wire-format',
    id: 'tool-call-ids',
    parameter: 'messages',
    description: 'Ids of tool calls hold letters, digits, underscores and dashes, at most 64: others are rewritten.',
    source: piTransform,
    asOf,
  },
  {
    kind: 'wire-format',
    id: 'unique-tool-call-ids',
    parameter: 'messages',
    description: 'No two tool calls may have one id: later ones get another, and their results with them.',
    source: 'https://github.com/BerriAI/litellm/issues/23510',
    asOf,
  },
  {
    kind: 'wire-format',
    id: 'unique-tool-names',
    parameter: 'tools',
    description: 'No two tools may have one name: the first is sent, and that is reported.',
    source: 'https://github.com/eclipse-theia/theia/issues/16122',
    asOf,
  },
  {
    kind: 'wire-format',
    id: 'parallel-tools-in-choice',
    parameter: 'parallelToolCalls',
    description:
      'Parallel tool calls are switched off within the tool choice, which is there for that alone where none is given.',
    source: `${messages}, ${prepareTools}`,
    asOf,
  },
  {
    kind: 'wire-format',
    id: 'tool-schema-of-object',
    parameter: 'tools',
    description:
      "A tool's schema must be of type object, without alternatives at its top: the type is added, and alternatives are merged into one object whose fields are optional, and reported.",
    source: 'https://github.com/anthropics/claude-code/issues/5319',
    asOf,
  },
  {
    kind: 'wire-format',
    id: 'tool-field-names',
    parameter: 'tools',
    description:
      "Fields of a tool's schema have letters, digits, underscores, dots and dashes in their names, at most 64: others are rewritten, and given back in calls.",
    source:
      'https://github.com/anthropics/claude-code/issues/79418, https://github.com/ComposioHQ/composio/issues/3500',
    asOf,
  },
  {
    kind: 'wire-format',
    id: 'image-type-by-content',
    parameter: 'messages',
    description: 'An image must be of the type that it is declared to be: the type that its bytes say is sent.',
    source: 'https://github.com/home-assistant/core/issues/167208, https://github.com/1jehuang/jcode/issues/465',
    asOf,
  },
  {
    kind: 'wire-format',
    id: 'strict-tool-limits',
    parameter: 'tools',
    description:
      'At most 20 tools are held to their schemas, with at most 16 optional fields or unions among them: beyond that none is, and reported.',
    source: piStrictTools,
    asOf,
  },
  {
    kind: 'wire-format',
    id: 'trimmed-prefill',
    parameter: 'messages',
    description:
      'A last message of the assistant, which the answer continues, may not end in white space: it is cut off.',
    source: convertPrompt,
    asOf,
  },
  {
    kind: 'wire-format',
    id: 'no-cache-mark-on-nothing',
    parameter: 'messages',
    description: 'A mark for the cache may not stand on an empty text: there it is left out.',
    source: 'https://github.com/anthropics/claude-code/issues/61123',
    asOf,
  },
  {
    kind: 'wire-format',
    id: 'no-thinking-in-history',
    parameter: 'messages',
    description: 'Thinking is signed for the model that thought it, so none is sent back with the conversation.',
    source: `${piTransform}, ${messages}`,
    asOf,
  },
  {
    kind: 'wire-format',
    id: 'private-end-user',
    parameter: 'endUser',
    description: 'An end user that is an e-mail address or a telephone number is refused: left out and reported.',
    source: `${liteLlm}, https://github.com/BerriAI/litellm/issues/10106`,
    asOf,
  },
  {
    kind: 'wire-format',
    id: 'request-size',
    parameter: 'messages',
    description: 'A request may have 32 MiB: a larger one fails with REQUEST_TOO_LARGE before anything is sent.',
    source: `${docs}/api/errors`,
    asOf,
  },
  {
    kind: 'wire-format',
    id: 'key-header',
    description: 'The key goes in the header x-api-key, never with an Authorization beside it.',
    source: aiProvider,
    asOf,
  },
  {
    kind: 'wire-format',
    id: 'pinned-version',
    description: 'Version 2023-06-01 of the API is asked for: newer ones have no sampling parameters.',
    source: `${client}, and ${formerMessages}`,
    asOf,
  },
  {
    kind: 'wire-format',
    id: 'beta-header',
    parameter: 'providerOptions',
    description: 'Betas are asked for in a header: those in the provider option `anthropic_beta` go there.',
    source: piMessages,
    asOf,
  },
  {
    kind: 'wire-format',
    id: 'long-answers-streamed',
    parameter: 'maxOutputTokens',
    description: 'Answers that may be longer than 21333 tokens come as a stream, collected by the adapter.',
    source: client,
    asOf,
  },
];
