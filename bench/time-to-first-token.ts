import { setTimeout as sleep } from 'node:timers/promises';
import { Agent } from 'undici';
import type { Target } from './drive.js';

const warmUpRounds = 2;

/**
 * Median milliseconds from sending a request to the first piece of the answer that contains `marker`, over clients that
 * pause for up to 100 ms between requests: without a pause all of them would start at the same instant.
 */
export async function timeToFirstToken(
  target: Target,
  marker: string,
  concurrency: number,
  rounds: number,
): Promise<number> {
  const { origin, pathname } = new URL(target.url);
  const dispatcher = new Agent({ connections: concurrency, pipelining: 1 });
  const times: number[] = [];
  const client = async (): Promise<void> => {
    for (let round = 0; round < rounds; round++) {
      await sleep(Math.random() * 100);
      const started = performance.now();
      const answer = await dispatcher.request({
        origin,
        path: pathname,
        method: 'POST',
        headers: target.headers,
        body: target.body(),
      });
      let seen = '';
      let first: number | undefined;
      for await (const piece of answer.body) {
        if (first !== undefined) continue;
        seen += String(piece);
        if (seen.includes(marker)) first = performance.now() - started;
      }
      if (first === undefined) throw new Error(`No first token: ${answer.statusCode} ${seen.slice(0, 300)}`);
      // The first rounds warm up.
      if (round >= warmUpRounds) times.push(first);
    }
  };
  await Promise.all(Array.from({ length: concurrency }, client));
  await dispatcher.close();
  return times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)]!;
}
