import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from '@jest/globals';
import type { Conformance } from '../../src/sdk/audits/conformance.js';
import { providerAudits, type QuirkCase } from '../../src/sdk/audits/provider-audits.js';
import type { ProviderDefinition, Quirk } from '../../src/sdk/index.js';
import { conformance, fourStops, good, provider, wire } from './plugin-fault-setting.js';
import { faults } from './plugin-faults.js';

async function broken(definition: ProviderDefinition, changes: Partial<Conformance> = {}): Promise<readonly string[]> {
  const names: string[] = [];
  for (const { name, run } of providerAudits(definition, { ...conformance, ...changes })) {
    await run().catch(() => names.push(name));
  }
  return names;
}

describe('the audits of a plugin', () => {
  it('pass a good one, streaming or not', async () => {
    expect(await broken(provider(good))).toEqual([]);
    expect(await broken(provider(good, { models: [{ matches: '*' }] }))).toEqual([]);
  });

  it.each(Object.entries(faults))('find one that %s', async (_, [definition, ...names]) => {
    expect((await broken(definition)).toSorted()).toEqual(names.toSorted());
  });

  it('ask for what is declared: a stream, tools, JSON, images, each case of failure', async () => {
    const { whole, text, usage } = conformance.replies;
    const missing = await broken(provider(good), { replies: { whole, text, usage, errors: [] } });
    expect(missing).toEqual(
      expect.arrayContaining(['streamed', 'scenario:tools', 'scenario:json', 'scenario:image', 'error:quota']),
    );
  });

  it('are skipped with a reason alone, and only where there is such an audit', () => {
    const names = (skip?: Conformance['skip']) =>
      providerAudits(provider(good), { ...conformance, ...(skip && { skip }) }).map(({ name }) => name);
    const rest = names([{ audit: 'error:quota', reason: 'Nothing is paid for.' }]);
    expect(names().filter((name) => !rest.includes(name))).toEqual(['error:quota']);
    expect(() => names([{ audit: 'error:quota', reason: ' ' }])).toThrow(/why/);
    expect(() => names([{ audit: 'error:quotas', reason: 'Nothing is paid for.' }])).toThrow(/no such audit/);
  });

  it('are all named in the guide', async () => {
    const guide = await readFile(path.resolve(import.meta.dirname, '../../.github/plugin-guide.md'), 'utf8');
    const rows = guide.split('\n').filter((line) => line.startsWith('| `'));
    const named = rows.flatMap((row) => [...row.split('|')[1]!.matchAll(/`([^`]+)`/g)].map(([, name]) => name!));
    const kinds = { finish: 'REASON', error: 'CASE', quirk: 'ID', 'quirk-matters': 'ID' };
    const audited = providerAudits(provider(good), conformance).map(({ name }) => {
      const [kind = ''] = name.split(':');
      return kind in kinds ? `${kind}:${kinds[kind as keyof typeof kinds]}` : name;
    });
    expect(new Set(named.filter((name) => !/\./.test(name)))).toEqual(new Set(audited));
  });

  it('find a declaration that changes nothing of its case', async () => {
    const five: Quirk = { kind: 'limited-stop-sequences', id: 'five-stops', most: 5 };
    const request = { parameters: { stop: ['a', 'b', 'c', 'd', 'e', 'f'] } };
    const shown: QuirkCase = { quirk: 'five-stops', model: 'a-model', request, sent: { stop: ['a', 'b', 'c', 'd'] } };
    const definition = provider(good, { quirks: [fourStops, five, wire] });
    const quirks = [...conformance.quirks, shown];
    expect(await broken(definition, { quirks })).toEqual(['quirk:five-stops', 'quirk-matters:five-stops']);
  });

  it('hold a case to what it says', async () => {
    const [stops, plain] = conformance.quirks as [QuirkCase & object, QuirkCase];
    const wrong: Readonly<Record<string, object>> = {
      'another body': { sent: { stop: ['a'] } },
      'a field that is there': { absent: ['messages.0.role'] },
      'another path': { path: '/elsewhere' },
      'a refusal that does not come': { refused: 'UNSUPPORTED_FEATURE' },
      'a report that is not made': { adaptation: { parameter: 'stop', action: 'dropped' } },
      'a loss that is none': { adaptation: { parameter: 'stop', action: 'truncated', lossless: true } },
      'another answer': { reply: conformance.replies.whole, answer: { text: 'Hello' } },
      'a failure of a good reply': { reply: conformance.replies.whole, error: 'PROVIDER_PROTOCOL' },
      'nothing at all': { sent: undefined, adaptation: undefined },
    };
    for (const [what, change] of Object.entries(wrong)) {
      const quirks = [{ ...stops, ...change } as QuirkCase, plain];
      expect([what, await broken(provider(good), { quirks })]).toEqual([what, ['quirk:four-stops']]);
    }
  });
});
