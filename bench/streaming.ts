import { randomUUID } from 'node:crypto';
import type { Child } from './children.js';
import type { Target } from './drive.js';

const messages = [{ role: 'user', content: `Say something. ${'word '.repeat(100)}` }];

/** One streamed answer, through the server's subscription and through the bare proxy. */
export function streamingTargets(
  byom: { readonly url: string; readonly token: string },
  proxy: Child,
): { readonly byom: Target; readonly proxy: Target } {
  const query = 'subscription Bench($input: GenerateInput!) { generate(input: $input) { delta generation { id } } }';
  return {
    byom: {
      url: byom.url,
      headers: {
        'content-type': 'application/json',
        accept: 'text/event-stream',
        authorization: `Bearer ${byom.token}`,
      },
      body: () =>
        JSON.stringify({
          query,
          variables: {
            input: {
              model: 'openai/gpt-4o-mini',
              messages: messages.map((message) => ({ ...message, role: 'USER' })),
              idempotencyKey: randomUUID(),
            },
          },
        }),
      expect: 'lorem',
    },
    proxy: {
      url: `${proxy.url}/v1/chat/completions`,
      headers: { 'content-type': 'application/json' },
      body: () => JSON.stringify({ model: 'gpt-4o-mini', messages, stream: true }),
      expect: 'lorem',
    },
  };
}
