import type { Child } from './children.js';
import { cpuOfProcesses } from './cpu-of-processes.js';
import { drive, type Drive, type Target } from './drive.js';

const document = `mutation Bench($input: GenerateInput!) {
  generate(input: $input) {
    id model text finishReason
    usage { inputTokens outputTokens totalTokens }
    cost { total platform }
    adaptations { parameter action }
    latency { totalMs overheadMs }
  }
}`;
const messages = [{ role: 'user', content: `Say something. ${'word '.repeat(100)}` }];

/** `generate` through the server, on a stored credential that is the provider's default. */
export function byomTarget(byom: { readonly url: string; readonly token: string }, model: string): Target {
  const body = JSON.stringify({
    query: document,
    variables: {
      input: {
        model,
        messages: messages.map((message) => ({ ...message, role: 'USER' })),
        parameters: { maxOutputTokens: 400 },
      },
    },
  });
  return {
    url: byom.url,
    headers: { 'content-type': 'application/json', authorization: `Bearer ${byom.token}` },
    body: () => body,
    expect: '"finishReason":"STOP"',
  };
}

/** The same request to the bare proxy. */
export function proxyTarget(proxy: Child): Target {
  const body = JSON.stringify({ model: 'gpt-4o-mini', messages, max_tokens: 400 });
  return {
    url: `${proxy.url}/v1/chat/completions`,
    headers: { 'content-type': 'application/json' },
    body: () => body,
    expect: '"stop"',
  };
}

export interface Measured extends Drive {
  readonly cpuMsPerCall: number;
}

export async function measure(
  target: Target,
  pids: readonly number[],
  concurrency: number,
  seconds: number,
  warmUpSeconds?: number,
): Promise<Measured> {
  const before = cpuOfProcesses(pids);
  const driven = await drive(target, concurrency, seconds, warmUpSeconds);
  return { ...driven, cpuMsPerCall: (cpuOfProcesses(pids) - before) / driven.requests };
}

const median = (values: readonly number[]) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!;

/** The median of each figure over several runs. */
export function medians(runs: readonly Measured[]): Measured {
  const of = (key: keyof Measured) => median(runs.map((run) => run[key]));
  return {
    requestsPerSecond: of('requestsPerSecond'),
    p50: of('p50'),
    p99: of('p99'),
    cpuMsPerCall: of('cpuMsPerCall'),
    requests: runs.reduce((sum, run) => sum + run.requests, 0),
    failures: runs.reduce((sum, run) => sum + run.failures, 0),
  };
}
