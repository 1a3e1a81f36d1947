import {
  type Completion,
  type CompletionRequest,
  type PreparedRequest,
  type ProviderAdapter,
  type ProviderCall,
  ProviderError,
} from 'byom/sdk';
import { setTimeout as pause } from 'node:timers/promises';
import { attentionOf } from './attention-of.js';
import { sandboxAnswer } from './sandbox-model.js';
import { seededRandom } from './seeded-random.js';

/** About four characters to a token. */
const countTokens = (text: string) => Math.max(1, Math.ceil(text.length / 4));

/** Milliseconds that it pretends to think: `providerOptions.latencyMs`, or a few. */
function latencyOf(request: CompletionRequest): number {
  const asked = request.providerOptions?.['latencyMs'];
  return typeof asked === 'number' && asked >= 0 ? Math.min(asked, 60_000) : 4;
}

function limited(text: string, request: CompletionRequest): { readonly text: string; readonly cut: boolean } {
  const { stop = [], maxOutputTokens } = request.parameters;
  const stops = stop.map((sequence) => text.indexOf(sequence)).filter((at) => at !== -1);
  const stopped = stops.length === 0 ? text : text.slice(0, Math.min(...stops));
  const most = (maxOutputTokens ?? Infinity) * 4;
  return { text: stopped.length > most ? stopped.slice(0, most) : stopped, cut: stopped.length > most };
}

/** Answers within the process: nothing is sent and nothing is charged. */
export class SandboxAdapter implements ProviderAdapter {
  prepare(request: CompletionRequest): PreparedRequest {
    const { temperature, topP, stop, seed, maxOutputTokens } = request.parameters;
    const sent = { temperature, topP, stop, seed, maxOutputTokens };
    return {
      method: 'POST',
      path: '/simulate',
      body: {
        model: request.model,
        messages: request.messages.map(({ role, content }) => ({ role, content })),
        ...Object.fromEntries(Object.entries(sent).filter(([, value]) => value !== undefined)),
        ...(request.responseFormat === undefined || request.responseFormat.kind === 'text'
          ? {}
          : { responseFormat: request.responseFormat.kind }),
        ...request.providerOptions,
      },
    };
  }

  async complete(request: CompletionRequest, call: ProviderCall): Promise<Completion> {
    const latency = latencyOf(request);
    const { seed } = request.parameters;
    const wantsJson = request.responseFormat !== undefined && request.responseFormat.kind !== 'text';
    const schema = request.responseFormat?.schema?.['properties'];
    const fields = typeof schema === 'object' && schema !== null ? Object.keys(schema).join(', ') : '';
    const demand = `Reply in JSON only${fields === '' ? '' : `, with the fields ${fields}`}.`;
    const messages = wantsJson ? [{ role: 'system' as const, content: demand }, ...request.messages] : request.messages;
    const random = seededRandom(`${seed ?? ''}\n${messages.at(-1)?.content ?? ''}`);
    await wait(latency * (0.5 + random()), call.signal);
    const answer = sandboxAnswer({ messages, attention: attentionOf(request.model), seed });
    const { text, cut } = limited(answer, request);
    if (call.onDelta !== undefined) {
      const pieces = text.match(/\s*\S+\s*/g) ?? [];
      for (const piece of pieces) {
        await wait(Math.min(latency / 4, 20), call.signal);
        call.onDelta({ text: piece });
      }
    }
    return {
      choices: [{ text, finishReason: cut ? 'length' : 'stop', toolCalls: [] }],
      usage: {
        inputTokens: messages.reduce((sum, message) => sum + countTokens(message.content) + 3, 0),
        cachedInputTokens: 0,
        outputTokens: countTokens(text),
        reasoningTokens: 0,
      },
    };
  }
}

async function wait(ms: number, signal: AbortSignal): Promise<void> {
  try {
    await pause(ms, undefined, { signal });
  } catch (cause) {
    throw new ProviderError('CANCELLED', 'The simulated call was stopped before it answered.', { cause });
  }
}
