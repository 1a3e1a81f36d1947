import { attemptFailure, readJsonReply } from 'byom/sdk';
import { linesOf } from './lines.js';
import { acmeError, acmeErrorOf, noAnswer } from './acme-error.js';

const ends = { done: 'stop', cut: 'length' };

/** Speaks Acme's own language. It keeps nothing between calls: many run at once. */
export const adapter = {
  /** What will be sent; previews show it too. */
  prepare: ({ model, messages, parameters }, { stream }) => ({
    method: 'POST',
    path: stream ? '/v2/say/lines' : '/v2/say',
    body: {
      oracle: model,
      prompt: messages.map(({ role, content }) => `${role}: ${content}`).join('\n\n'),
      ...(parameters.temperature !== undefined && { mood: parameters.temperature }),
      ...(parameters.maxOutputTokens !== undefined && { most: parameters.maxOutputTokens }),
    },
  }),

  /** One attempt: sends once, and fails with a ProviderError. */
  async complete(request, call) {
    try {
      const { method, path, body } = adapter.prepare(request, { stream: call.onDelta !== undefined });
      const response = await call.fetch(call.baseUrl + path, {
        method,
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
        signal: call.signal,
      });
      if (!response.ok) throw await acmeError(response);
      return call.onDelta === undefined ? await whole(response) : await streamed(response, call.onDelta);
    } catch (error) {
      throw attemptFailure(error, call.signal);
    }
  },
};

async function whole(response) {
  const { said, end, counts } = await readJsonReply(response);
  if (typeof said !== 'string' || !Object.hasOwn(ends, end)) throw noAnswer();
  return completion(said, end, counts);
}

/** A letter and JSON in each line: S for a piece of the text, F for a failure, E for the end. */
async function streamed(response, onDelta) {
  let said = '';
  for await (const line of linesOf(response)) {
    const { kind, value } = parsed(line);
    if (kind === 'S' && typeof value === 'string') {
      said += value;
      onDelta({ text: value });
    } else if (kind === 'F') throw acmeErrorOf(response, value);
    else if (kind === 'E' && Object.hasOwn(ends, value?.end)) return completion(said, value.end, value.counts);
    else throw noAnswer();
  }
  throw noAnswer();
}

function parsed(line) {
  try {
    return { kind: line[0], value: JSON.parse(line.slice(1)) };
  } catch {
    throw noAnswer();
  }
}

function completion(text, end, counts) {
  return {
    choices: [{ text, finishReason: ends[end], toolCalls: [] }],
    usage: { inputTokens: counts.read, cachedInputTokens: 0, outputTokens: counts.written, reasoningTokens: 0 },
  };
}
