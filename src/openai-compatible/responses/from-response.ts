import type { Choice, FinishReason, JsonObject, JsonValue } from '../../sdk/index.js';
import { chatToolCall } from '../chat-tool-call.js';
import { chatUsage } from '../chat-usage.js';
import { objectOf, textOf } from '../content-of.js';
import type { Answer, AnswerOptions } from '../dialect.js';
import { protocolError } from '../protocol-error.js';

/** A whole response as a uniform completion of one choice; fails where it is no answer, whatever its status said. */
export function fromResponse(reply: JsonObject, options: AnswerOptions): Answer {
  if (reply.status === 'failed') throw options.toldError(reply);
  if (!Array.isArray(reply.output)) throw options.answerError(reply);
  if (reply.status !== 'completed' && reply.status !== 'incomplete') {
    throw protocolError('The provider answered with a response that is not done.');
  }
  const usage = chatUsage(reply.usage, options.readUsage);
  const serviceTier = textOf(reply.service_tier);
  return {
    choices: [toChoice(reply, reply.output as readonly JsonValue[])],
    ...(usage !== undefined && { usage }),
    ...(serviceTier !== undefined && { serviceTier }),
  };
}

function toChoice(reply: JsonObject, output: readonly JsonValue[]): Choice {
  const items = output.map(itemOf);
  const parts = items.filter(({ type }) => type === 'message').flatMap(({ content }) => listOf(content));
  const refusal = parts.map(({ refusal: said }) => textOf(said) ?? '').join('');
  const toolCalls = items
    .filter(({ type }) => type === 'function_call')
    .map((item, position) => {
      const name = textOf(item.name);
      if (name === undefined) throw protocolError('The provider answered with a tool call without a name.');
      return chatToolCall(textOf(item.call_id) ?? '', name, textOf(item.arguments) ?? '', position);
    });
  const reasoning = items
    .filter(({ type }) => type === 'reasoning')
    .map(thoughtOf)
    .filter(Boolean)
    .join('\n\n');
  const logprobs = parts.flatMap(({ logprobs: given }) =>
    Array.isArray(given) ? (given as readonly JsonValue[]) : [],
  );
  return {
    text: parts.map(({ text }) => textOf(text) ?? '').join('') + refusal,
    finishReason: refusal === '' ? reasonOf(reply, toolCalls.length > 0) : 'refusal',
    toolCalls,
    ...(reasoning !== '' && { reasoning }),
    ...(logprobs.length > 0 && { logprobs: { content: logprobs } }),
  };
}

function itemOf(value: JsonValue): JsonObject {
  const item = objectOf(value);
  if (item === undefined) throw protocolError('The provider answered with an item that is none.');
  return item;
}

const listOf = (value: JsonValue | undefined): readonly JsonObject[] =>
  Array.isArray(value) ? (value as readonly JsonValue[]).map((one) => objectOf(one) ?? {}) : [];

/** The thoughts themselves where the model gives them, else their summary. */
const thoughtOf = ({ content, summary }: JsonObject): string =>
  [content, summary]
    .map((parts) =>
      listOf(parts)
        .map(({ text }) => textOf(text) ?? '')
        .join('\n\n'),
    )
    .find((text) => text !== '') ?? '';

function reasonOf(reply: JsonObject, calls: boolean): FinishReason {
  if (reply.status === 'completed') return calls ? 'tool-calls' : 'stop';
  const reason = textOf(objectOf(reply.incomplete_details)?.reason);
  return reason === 'max_output_tokens' ? 'length' : reason === 'content_filter' ? 'content-filter' : 'other';
}
