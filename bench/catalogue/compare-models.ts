import { isDeepStrictEqual } from 'node:util';
import type { CatalogueEntry, CatalogueFile } from '../../src/catalogue/catalogue-file.js';
import type { ListedModel, PublicList } from './public-list.js';

export interface Change {
  readonly kind: 'added' | 'price changed' | 'window changed' | 'gone';
  readonly model: string;
  readonly before?: unknown;
  readonly after?: unknown;
  /** Why it is told and not done. */
  readonly kept?: string;
  /** The entry with this change in it. */
  readonly entry?: CatalogueEntry;
}

/** Lists round windows: 1,000,000 and 1,048,576 are one figure. */
const rounding = 0.05;

/**
 * What a list says of a provider's models that our file does not. Limits of answers, features and ends are not in such
 * lists and stay; so does what was read at the provider's own, or no earlier than the list was published.
 */
export function compareModels(file: CatalogueFile, list: PublicList, provider: string): readonly Change[] {
  const listed = list.modelsOf(provider);
  if (listed === undefined) return [];
  const used = new Set<ListedModel>();
  const changes = file.models.flatMap((entry) => {
    const found = listed.find(({ id }) => id === entry.id) ?? listed.find((model) => model.matches(entry.id));
    if (found === undefined) return [{ kind: 'gone' as const, model: entry.id, kept: 'the list may only lack it' }];
    used.add(found);
    return differences(entry, found, file, list);
  });
  const added = listed.filter((model) => !used.has(model) && isWhole(model)).map((model) => addition(model, list));
  return [...changes, ...added];
}

function differences(entry: CatalogueEntry, found: ListedModel, file: CatalogueFile, list: PublicList): Change[] {
  const kept = whyKept(entry, file, list);
  const told = { asOf: list.asOf, source: list.name };
  const changes: Change[] = [];
  const price = found.price && { ...entry.price, ...found.price };
  if (price !== undefined && !isDeepStrictEqual(price, entry.price)) {
    const change = { kind: 'price changed' as const, model: entry.id, before: entry.price, after: price };
    changes.push({ ...change, kept, entry: { ...entry, ...told, price } });
  }
  const [before, after] = [entry.contextWindow, found.contextWindow];
  if (after !== undefined && (before === undefined || Math.abs(after - before) > before * rounding)) {
    const change = { kind: 'window changed' as const, model: entry.id, before, after };
    const shorter = after < (entry.maxOutputTokens ?? 0);
    changes.push({
      ...change,
      kept: kept ?? (shorter ? 'its answers would not fit' : undefined),
      entry: { ...entry, ...told, contextWindow: after },
    });
  }
  return changes;
}

function whyKept(entry: CatalogueEntry, file: CatalogueFile, list: PublicList): string | undefined {
  if ((entry.source ?? file.source).startsWith('https:')) return "read at the provider's own";
  return (entry.asOf ?? file.asOf) >= list.asOf ? 'read no earlier than the list' : undefined;
}

/** One that can be asked and paid for: with a name for it, a price and a window. */
function isWhole({ id, price, contextWindow }: ListedModel): boolean {
  return (
    price !== undefined && price.output > 0 && contextWindow !== undefined && /^[\w.@~][\w./:@+,=~-]{0,199}$/.test(id)
  );
}

function addition({ id, name, contextWindow, price }: ListedModel, { asOf, name: source }: PublicList): Change {
  const entry = { id, ...(name !== undefined && { name }), contextWindow, price, asOf, source };
  return { kind: 'added', model: id, after: { contextWindow, ...price }, entry };
}
