import type { IdPool } from './id-pool.js';

/** Takes up the ids, names and cursors in an answer, by the type that says itself. */
export function harvest(value: unknown, tenant: string, pool: IdPool): void {
  if (typeof value !== 'object' || value === null) return;
  if (Array.isArray(value)) {
    for (const item of value) harvest(item, tenant, pool);
    return;
  }
  const found = value as Readonly<Record<string, unknown>>;
  const { __typename: type, id, name, endCursor, cursor } = found;
  // A prompt is asked for by its name.
  const called = type === 'Prompt' ? name : id;
  if (typeof type === 'string' && typeof called === 'string') pool.add(tenant, type, called);
  for (const place of [endCursor, cursor]) if (typeof place === 'string') pool.add(tenant, 'cursor', place);
  for (const item of Object.values(found)) harvest(item, tenant, pool);
}
