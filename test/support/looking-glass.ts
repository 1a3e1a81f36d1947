import { createHash, createHmac, randomUUID } from 'node:crypto';
import { expect } from '@jest/globals';
import { createClient } from 'graphql-sse';
import type { Answer } from './answer.js';
import { startRawServer } from './raw-server.js';

const askLookingGlass = /* GraphQL */ `
  subscription ($credential: CredentialInput!, $key: String!) {
    generate(
      input: {
        model: "looking-glass/oracle"
        messages: [{ role: USER, content: "Will it rain?" }]
        credential: $credential
        idempotencyKey: $key
      }
    ) {
      delta
      generation {
        text
      }
    }
  }
`;

/** What the command writes for a provider with a signature and a stream of its own. */
export async function expectLookingGlassToAnswer(
  url: string,
  headers: Readonly<Record<string, string>>,
): Promise<void> {
  const secretKey = 'a-secret-that-only-signs';
  const glass = await startRawServer((_request, response) => {
    response.writeHead(200, { 'content-type': 'text/x-lines' });
    response.end('S"Per"\nS"haps."\nE{"end":"done","counts":{"read":12,"written":4}}\n');
  });
  try {
    const credential = {
      provider: 'looking-glass',
      baseUrl: glass.origin,
      fields: { accessId: 'stranger-1', secretKey },
    };
    const said: string[] = [];
    const events = createClient({ url, retryAttempts: 0, headers });
    const variables = { credential, key: randomUUID() };
    for await (const { data } of events.iterate<Answer>({ query: askLookingGlass, variables }))
      said.push(data!.generate.delta ?? data!.generate.generation.text);
    events.dispose();
    expect(said).toEqual(['Per', 'haps.', 'Perhaps.']);
    const [arrived] = glass.requests;
    const { body, headers: sent, url: path } = arrived!;
    const date = sent['x-looking-glass-date'] as string;
    expect(Math.abs(Date.now() / 1_000 - Number(date))).toBeLessThan(60);
    const digest = createHash('sha256').update(body).digest('hex');
    const signature = createHmac('sha256', secretKey).update(`POST\n${path}\n${date}\n${digest}`).digest('hex');
    expect({ path, authorization: sent.authorization }).toEqual({
      path: '/v2/say/lines',
      authorization: `LOOKING-GLASS stranger-1:${signature}`,
    });
    expect(`${JSON.stringify(sent)}${body}`).not.toContain(secretKey);
  } finally {
    await glass.close();
  }
}
