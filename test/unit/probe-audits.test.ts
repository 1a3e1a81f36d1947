import { describe, expect, it } from '@jest/globals';
import type { Conformance } from '../../src/sdk/audits/conformance.js';
import { providerAudits } from '../../src/sdk/audits/provider-audits.js';
import type { ProviderAdapter } from '../../src/sdk/index.js';
import { conformance, good, provider } from './plugin-fault-setting.js';

type Probe = NonNullable<ProviderAdapter['probe']>;

const shown: Conformance['probe'] = [
  { model: 'a-model', replies: { 'GET /facts': { body: { window: 4_096 } } }, facts: { contextWindow: 4_096 } },
];
const wellDone: Probe = async (_, { fetch, baseUrl }) => {
  const response = await fetch(`${new URL(baseUrl).origin}/facts`);
  const { window } = (await response.json()) as { window?: number };
  return response.ok && window !== undefined ? { contextWindow: window } : {};
};

async function broken(probe: Probe | undefined, cases: Conformance['probe']): Promise<readonly string[]> {
  const names: string[] = [];
  const audits = providerAudits(provider({ ...good, ...(probe && { probe }) }), { ...conformance, probe: cases });
  for (const { name, run } of audits.filter(({ name }) => name.startsWith('probe'))) {
    await run().catch(() => names.push(name));
  }
  return names;
}

describe('the audits of a probe', () => {
  it('pass one that believes its server, and an adapter that has none', async () => {
    expect(await broken(wellDone, shown)).toEqual([]);
    expect(await broken(undefined, undefined)).toEqual([]);
  });

  it('ask for cases where there is one, and for one where there are cases', async () => {
    expect(await broken(wellDone, undefined)).toEqual(['probe']);
    expect(await broken(undefined, shown)).toEqual(['probe']);
  });

  const faults: Readonly<Record<string, readonly [Probe, ...string[]]>> = {
    'reads its server wrong': [async () => ({ contextWindow: 1 }), 'probe', 'probe-fails-quietly'],
    'makes a number up where the server fails': [
      (model, call) => wellDone(model, call).catch(() => ({ contextWindow: 8_192 })),
      'probe-fails-quietly',
    ],
    'asks another server': [
      async (model, call) => {
        await call.fetch('https://elsewhere.example/facts');
        return wellDone(model, call);
      },
      'probe',
      'probe-fails-quietly',
    ],
    'changes its server': [
      async (model, call) => {
        await call.fetch(`${call.baseUrl}/models`, { method: 'DELETE' });
        return wellDone(model, call);
      },
      'probe',
      'probe-fails-quietly',
    ],
    'asks without end': [
      async (model, call) => {
        for (let times = 0; times < 9; times++) await call.fetch(`${call.baseUrl}/facts`);
        return wellDone(model, call);
      },
      'probe',
      'probe-fails-quietly',
    ],
    'never ends': [() => new Promise(() => undefined), 'probe', 'probe-fails-quietly'],
  };
  it.each(Object.entries(faults))('find one that %s', async (_, [probe, ...names]) => {
    expect(await broken(probe, shown)).toEqual(names);
  });
});
