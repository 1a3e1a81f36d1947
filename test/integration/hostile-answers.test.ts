import { createServer, type AddressInfo, type Socket } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ProviderError } from '../../src/sdk/index.js';
import { EgressSetting, canary, post, routeTo } from '../support/egress-setting.js';
import { hostileAnswers, type HostileAnswer } from '../support/hostile-answers.js';
import { mostLiveBytes } from '../support/live-memory.js';
import { startSentinels, type Sentinels } from '../support/sentinels.js';

let sentinels: Sentinels;
beforeAll(async () => {
  sentinels = await startSentinels();
});
afterAll(() => sentinels.close());

/** A server of one answer, whatever it is asked. */
async function serving(setting: EgressSetting, { send }: Pick<HostileAnswer, 'send'>): Promise<string> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined).on('close', () => sockets.delete(socket));
    socket.once('data', () => send(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  setting.undo.push(async () => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const codes: Record<HostileAnswer['ends'], readonly string[]> = {
  'not HTTP': ['PROVIDER_PROTOCOL', 'PROVIDER_UNREACHABLE'],
  refused: ['PROVIDER_PROTOCOL'],
  'cut off': ['PROVIDER_PROTOCOL', 'PROVIDER_UNREACHABLE'],
  late: ['PROVIDER_TIMEOUT'],
  read: ['none'],
};

describe(`${hostileAnswers.length} hostile answers`, () => {
  it.each(hostileAnswers.map((answer) => [answer.name, answer] as const))(
    'end in time, in little memory, and lead nowhere: %s',
    async (_, answer) => {
      const setting = new EgressSetting();
      const hits = sentinels.hits();
      try {
        const send = (socket: Socket) => {
          const write = socket.end.bind(socket) as (data: string | Buffer) => Socket;
          socket.end = ((data: string | Buffer) =>
            write(
              typeof data === 'string' ? data.replaceAll('{sentinel}', String(sentinels.port)) : data,
            )) as typeof socket.end;
          answer.send(socket);
        };
        const origin = await serving(setting, { send });
        const egress = setting.egress({ maxResponseBytes: 4 * 1024 * 1024 });
        for (const streamed of [false, true]) {
          const abort = new AbortController();
          const late = setTimeout(
            () => abort.abort(new ProviderError('PROVIDER_TIMEOUT', 'Late.')),
            answer.ends === 'late' ? 80 : 10_000,
          );
          let code = 'none';
          const watch = answer.large ? mostLiveBytes : async (work: () => Promise<void>) => (await work(), 0);
          const grown = await watch(async () => {
            const attempt = egress.attemptFetch(routeTo(origin, { kind: 'bearer' }, abort.signal));
            try {
              const response = await post(attempt.fetch, origin);
              if (!streamed) await response.text();
              else for await (const bytes of response.body ?? []) expect(bytes.length).toBeGreaterThan(0);
            } catch (error) {
              code = (error as { code: string }).code;
              const shown = `${String(error)} ${(error as Error).stack} ${JSON.stringify(error)}`;
              expect(shown).not.toContain(canary);
            }
            attempt.release();
          });
          clearTimeout(late);
          expect(codes[answer.ends]).toContain(code);
          expect(grown).toBeLessThan(20_000_000);
        }
        expect(sentinels.hits()).toBe(hits);
      } finally {
        await setting.close();
      }
    },
    120_000,
  );
});

it('an answer that was sent before it was asked for is nobody’s', async () => {
  const setting = new EgressSetting();
  try {
    const answer = (text: string) => `HTTP/1.1 200 OK\r\ncontent-length: ${text.length}\r\n\r\n${text}`;
    // Every request gets its own answer and, in the same breath, one more for whoever comes next.
    const origin = await serving(setting, {
      send: (socket) => {
        const say = () => socket.write(answer('own') + answer('forged'));
        say();
        socket.on('data', say);
      },
    });
    const egress = setting.egress();
    for (let go = 0; go < 5; go++) {
      const [result] = await Promise.allSettled([
        post(egress.attemptFetch(routeTo(origin)).fetch, origin).then((response) => response.text()),
      ]);
      if (result.status === 'fulfilled') expect(result.value).toBe('own');
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  } finally {
    await setting.close();
  }
});
