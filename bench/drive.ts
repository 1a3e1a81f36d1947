import { Agent } from 'undici';

export interface Drive {
  readonly requestsPerSecond: number;
  /** Milliseconds. */
  readonly p50: number;
  readonly p99: number;
  /** Requests made, warm-up included. */
  readonly requests: number;
  readonly failures: number;
}

export interface Target {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  /** A new body for each request. */
  body(): string;
  /** What a right answer's text contains. */
  readonly expect: string;
}

/** A closed loop: `concurrency` clients that each send the next request when the last is answered. */
export async function drive(target: Target, concurrency: number, seconds: number, warmUpSeconds = 1): Promise<Drive> {
  const { origin, pathname } = new URL(target.url);
  const dispatcher = new Agent({ connections: concurrency, pipelining: 1 });
  const latencies: number[] = [];
  let requests = 0;
  let failures = 0;
  const measuredFrom = performance.now() + warmUpSeconds * 1000;
  const until = measuredFrom + seconds * 1000;
  const client = async (): Promise<void> => {
    while (performance.now() < until) {
      const started = performance.now();
      const answer = await dispatcher.request({
        origin,
        path: pathname,
        method: 'POST',
        headers: target.headers,
        body: target.body(),
      });
      const text = await answer.body.text();
      requests++;
      if (answer.statusCode !== 200 || !text.includes(target.expect)) failures++;
      if (started >= measuredFrom) latencies.push(performance.now() - started);
    }
  };
  await Promise.all(Array.from({ length: concurrency }, client));
  await dispatcher.close();
  latencies.sort((a, b) => a - b);
  const at = (share: number) => latencies[Math.min(latencies.length - 1, Math.floor(latencies.length * share))] ?? NaN;
  return { requestsPerSecond: latencies.length / seconds, p50: at(0.5), p99: at(0.99), requests, failures };
}
