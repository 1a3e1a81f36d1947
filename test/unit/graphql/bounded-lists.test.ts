import { describe, expect, it } from '@jest/globals';
import { buildSchema, execute, parse } from 'graphql';
import { boundedLists } from '../../../src/graphql/schema/bounded-lists.js';

const schema = boundedLists(buildSchema('type Query { all: [Thing!]! } type Thing { n: Int! more: [Thing!]! }'));
interface Thing {
  readonly n: number;
  readonly more: readonly Thing[];
}
/** Each has all of them within. */
function within(size: number): { all: readonly Thing[] } {
  const all: Thing[] = [];
  for (let n = 0; n < size; n += 1) all.push({ n, more: all });
  return { all };
}
const asked = async (document: string, size: number) =>
  execute({ schema, document: parse(document), rootValue: within(size) });

describe('lists of objects', () => {
  it('come in their order, long ones too', async () => {
    const { data } = await asked('{ all { n more { n } } }', 60);
    const all = data!['all'] as readonly Thing[];
    expect(all.map(({ n }) => n)).toEqual(Array.from({ length: 60 }, (_, n) => n));
    expect(all[59]!.more).toHaveLength(60);
  });

  it('that multiply beyond what an answer may hold are refused before they are made', async () => {
    const began = process.cpuUsage();
    const { data, errors } = await asked('{ all { more { more { more { n } } } } }', 200);
    expect(data).toBeNull();
    expect(errors!.map(({ originalError }) => (originalError as unknown as { code: string }).code)).toContain(
      'QUERY_TOO_COMPLEX',
    );
    expect(process.cpuUsage(began).user / 1e3).toBeLessThan(20_000);
  });

  it('are counted for each answer anew', async () => {
    for (let count = 0; count < 2; count += 1)
      expect((await asked('{ all { more { n } } }', 225)).errors).toBeUndefined();
  });

  it('let others have their turn while they are made', async () => {
    let turns = 0;
    const counting = setInterval(() => (turns += 1), 0);
    await asked('{ all { more { n } } }', 120);
    clearInterval(counting);
    expect(turns).toBeGreaterThan(2);
  });
});
