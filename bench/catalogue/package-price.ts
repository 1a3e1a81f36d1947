import type { Price, PriceRates } from '../../src/sdk/index.js';

interface Tiered {
  readonly base: number;
  readonly tiers: readonly { readonly start: number; readonly price: number }[];
}
export type PackageRates = Readonly<Record<string, number | Tiered | undefined>>;
export interface ConditionalRates {
  readonly constraint?: { readonly type: string; readonly start_date?: string };
  readonly prices: PackageRates;
}

const fields = {
  input: 'input_mtok',
  output: 'output_mtok',
  cachedInput: 'cache_read_mtok',
  cacheWrite: 'cache_write_mtok',
} as const satisfies Record<keyof PriceRates, string>;

/** What text costs, as we write it; undefined for what is not sold by the token. */
export function packagePrice(given: PackageRates | readonly ConditionalRates[], asOf: string): Price | undefined {
  const rates = Array.isArray(given) ? inForce(given as readonly ConditionalRates[], asOf) : (given as PackageRates);
  const base = ratesAt(rates, 0);
  if (base === undefined) return undefined;
  const starts = Object.values(fields).flatMap((field) => {
    const value = rates[field];
    return typeof value === 'object' ? value.tiers.map(({ start }) => start) : [];
  });
  const tiers = [...new Set(starts)]
    .toSorted((a, b) => a - b)
    .map((start) => Object.assign({ above: whole(start) }, ratesAt(rates, start + 1)));
  return tiers.length === 0 ? base : { ...base, tiers };
}

/** Of prices that change by date the latest, and of those that change by the hour the dearest. */
function inForce(all: readonly ConditionalRates[], asOf: string): PackageRates {
  const begun = all.filter(({ constraint }) => (constraint?.start_date ?? asOf) <= asOf);
  const dated = begun.filter(({ constraint }) => constraint?.type !== 'time_of_date');
  const hourly = begun.filter(({ constraint }) => constraint?.type === 'time_of_date');
  const latest = dated.toSorted((a, b) => start(a).localeCompare(start(b))).at(-1);
  return [...(latest ? [latest] : []), ...hourly]
    .map(({ prices }) => prices)
    .reduce((dearest, one) => (cost(one) > cost(dearest) ? one : dearest), latest?.prices ?? {});
}

const start = ({ constraint }: ConditionalRates) => constraint?.start_date ?? '';
const cost = (rates: PackageRates) => ratesAt(rates, 0)?.output ?? -1;

/** The package starts a tier one token below the round number of its provider. */
const whole = (tokens: number) => (tokens % 1_000 === 999 ? tokens + 1 : tokens);

function ratesAt(rates: PackageRates, inputTokens: number): PriceRates | undefined {
  const found = Object.fromEntries(
    Object.entries(fields)
      .map(([name, field]) => [name, at(rates[field], inputTokens)] as const)
      .filter(([, value]) => value !== undefined),
  ) as Partial<PriceRates>;
  return found.input === undefined || found.output === undefined ? undefined : (found as PriceRates);
}

function at(value: number | Tiered | undefined, inputTokens: number): number | undefined {
  if (typeof value !== 'object') return value;
  return value.tiers.findLast((tier) => inputTokens > tier.start)?.price ?? value.base;
}
