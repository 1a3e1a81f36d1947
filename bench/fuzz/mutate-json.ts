import type { SeededRandom } from '../../src/optimization/seeded-random.js';

const deep = (depth: number): unknown => JSON.parse(`${'['.repeat(depth)}${']'.repeat(depth)}`);

/** What a field may hold against every promise. */
const oddValues: readonly (() => unknown)[] = [
  () => null,
  () => '',
  () => 0,
  () => -1,
  () => 1e308,
  () => 0.5,
  () => 2 ** 53,
  () => true,
  () => [],
  () => {},
  () => [null],
  () => [[]],
  () => ({ message: null }),
  () => 'null',
  () => '{"a":',
  () => '__proto__',
  () => 'constructor',
  () => 'toString',
  () => '\uD800',
  () => 'a '.repeat(20_000),
  () => '\\'.repeat(2_000),
  () => deep(300),
  () => JSON.parse('{"__proto__":{"polluted":true}}') as unknown,
];

/** A copy of a JSON value with one place of it changed: replaced, removed, doubled, or moved to another place. */
export function mutateJson(value: unknown, random: SeededRandom): unknown {
  const copy = structuredClone(value);
  const places = placesOf(copy);
  if (places.length === 0) return oddValues[random.below(oddValues.length)]!();
  const { holder, key } = places[random.below(places.length)]!;
  const other = places[random.below(places.length)]!;
  const way = random.below(8);
  if (way === 0) remove(holder, key);
  else if (way === 1) holder[key] = structuredClone(other.holder[other.key]);
  else if (way === 2) holder[key] = [holder[key], structuredClone(holder[key])];
  else if (way === 3) holder[key] = { value: holder[key] };
  else if (way === 4) holder[key] = JSON.stringify(holder[key]);
  else holder[key] = oddValues[random.below(oddValues.length)]!() ?? null;
  return copy;
}

type Holder = Record<string, unknown>;

function placesOf(value: unknown, found: { readonly holder: Holder; readonly key: string }[] = []) {
  if (typeof value !== 'object' || value === null) return found;
  const holder = value as Holder;
  for (const key of Object.keys(holder)) {
    found.push({ holder, key });
    placesOf(holder[key], found);
  }
  return found;
}

function remove(holder: Holder, key: string): void {
  if (Array.isArray(holder)) holder.splice(Number(key), 1);
  else delete holder[key];
}
