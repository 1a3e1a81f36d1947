import { and, desc, eq, sql, type SQL } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import type { Page, PageRequest } from '../paging/page.js';
import type { LabelMove, NewPrompt, PromptStore, SavedPrompt } from '../prompts/prompt-store.js';
import type { Database, Rows } from './open-database.js';
import { isStale } from './is-stale.js';
import { readPage } from './read-page.js';
import { isStorable, storedText } from './stored-text.js';
import { promptLabelMoves as moves } from './tables/prompt-label-moves.js';
import { prompts } from './tables/prompts.js';
import { withoutNulls } from './without-nulls.js';

const newer = alias(prompts, 'newer');

type Transaction = Rows['drizzle'];

export class PostgresPromptStore implements PromptStore {
  constructor(private readonly database: Database) {}

  save({ parent: from, ...prompt }: NewPrompt): Promise<SavedPrompt> {
    const { tenant } = prompt;
    const name = storedText(prompt.name, 'name');
    return this.#changing(tenant, name, async (transaction) => {
      const [latest] = await transaction
        .select({ version: sql<number | null>`max(${prompts.version})` })
        .from(prompts)
        .where(isNamed(tenant, name));
      const before = latest?.version ?? 0;
      const parent = from === 'newest' ? (before === 0 ? undefined : { name, version: before }) : from;
      const [row] = await transaction
        .insert(prompts)
        .values({ ...prompt, parentName: parent?.name, parentVersion: parent?.version, version: before + 1 })
        .returning();
      return promptOf(row!);
    });
  }

  async find(tenant: string, name: string, version?: number): Promise<SavedPrompt | undefined> {
    if (!isStorable(name)) return undefined;
    const row = await this.database.ofTenant(tenant, async ({ drizzle }) => {
      const [found] = await drizzle
        .select()
        .from(prompts)
        .where(and(isNamed(tenant, name), version === undefined ? undefined : eq(prompts.version, version)))
        .orderBy(desc(prompts.version))
        .limit(1);
      if (found !== undefined && isStale(found.usedAt)) {
        await drizzle
          .update(prompts)
          .set({ usedAt: sql`now()` })
          .where(and(isNamed(tenant, name), eq(prompts.version, found.version)));
      }
      return found;
    });
    return row && promptOf(row);
  }

  list(tenant: string, page: PageRequest): Promise<Page<SavedPrompt>> {
    return this.database.ofTenant(tenant, (rows) => {
      const hasNewer = rows.drizzle
        .select({ one: sql`1` })
        .from(newer)
        .where(
          and(
            eq(newer.tenant, prompts.tenant),
            eq(newer.name, prompts.name),
            sql`${newer.version} > ${prompts.version}`,
          ),
        );
      const where = and(eq(prompts.tenant, tenant), sql`not exists (${hasNewer})`);
      return readPage(rows, { table: prompts, where, key: prompts.name }, page, promptOf);
    });
  }

  versions(tenant: string, name: string, page: PageRequest): Promise<Page<SavedPrompt>> {
    const where = isNamed(tenant, isStorable(name) ? name : '');
    return this.database.ofTenant(tenant, (rows) =>
      readPage(rows, { table: prompts, where, key: prompts.version, newestFirst: true }, page, promptOf),
    );
  }

  async labelled(tenant: string, name: string, label: string): Promise<SavedPrompt | undefined> {
    if (!isStorable(name) || !isStorable(label)) return undefined;
    const version = await this.database.ofTenant(tenant, ({ drizzle }) => lastVersion(drizzle, tenant, name, label));
    return version === undefined ? undefined : this.find(tenant, name, version);
  }

  async labels(tenant: string, name: string): Promise<ReadonlyMap<string, number>> {
    if (!isStorable(name)) return new Map();
    const rows = await this.database.ofTenant(tenant, ({ drizzle }) =>
      drizzle
        .selectDistinctOn([moves.label], { label: moves.label, version: moves.version })
        .from(moves)
        .where(movesOf(tenant, name))
        .orderBy(moves.label, desc(moves.position)),
    );
    return new Map(rows.flatMap(({ label, version }) => (version === null ? [] : [[label, version]])));
  }

  async setLabel(tenant: string, name: string, label: string, version: number | undefined): Promise<boolean> {
    if (!isStorable(name)) return false;
    return this.#changing(tenant, name, async (transaction) => {
      const [found] = await transaction
        .select({ version: prompts.version })
        .from(prompts)
        .where(and(isNamed(tenant, name), version === undefined ? undefined : eq(prompts.version, version)))
        .limit(1);
      if (!found) return false;
      const previousVersion = await lastVersion(transaction, tenant, name, label);
      if (version !== previousVersion) {
        await transaction
          .insert(moves)
          .values({ tenant, name, label: storedText(label, 'label'), version, previousVersion });
      }
      return true;
    });
  }

  labelMoves(tenant: string, name: string, page: PageRequest, label?: string): Promise<Page<LabelMove>> {
    const where = isStorable(name) && isStorable(label ?? '') ? movesOf(tenant, name, label) : sql`false`;
    const rows = { table: moves, where, key: moves.position, newestFirst: true };
    return this.database.ofTenant(tenant, (one) =>
      readPage(one, rows, page, ({ label: moved, version, previousVersion, movedAt }) =>
        withoutNulls({ label: moved, version, previousVersion, movedAt }),
      ),
    );
  }

  async remove(tenant: string, name: string): Promise<boolean> {
    if (!isStorable(name)) return false;
    return this.#changing(tenant, name, (transaction) => removeNamed(transaction, tenant, name));
  }

  removeUnused(tenant: string, name: string, days: number): Promise<boolean> {
    return this.#changing(tenant, name, async (transaction) => {
      const used = sql`${prompts.usedAt} >= now() - make_interval(days => ${days}::int)`;
      const [fresh] = await transaction
        .select({ version: prompts.version })
        .from(prompts)
        .where(and(isNamed(tenant, name), used))
        .limit(1);
      return fresh === undefined && removeNamed(transaction, tenant, name);
    });
  }

  /** One at a time for each name. */
  #changing<T>(tenant: string, name: string, change: (transaction: Transaction) => Promise<T>): Promise<T> {
    return this.database.ofTenant(tenant, async ({ drizzle: transaction }) => {
      await transaction.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`${tenant} ${name}`}, 7167))`);
      return change(transaction);
    });
  }
}

const isNamed = (tenant: string, name: string): SQL | undefined =>
  and(eq(prompts.tenant, tenant), eq(prompts.name, name));

async function removeNamed(transaction: Transaction, tenant: string, name: string): Promise<boolean> {
  const { rowCount } = await transaction.delete(prompts).where(isNamed(tenant, name));
  await transaction.delete(moves).where(movesOf(tenant, name));
  // A later prompt of this name is not what they were made from.
  await transaction
    .update(prompts)
    .set({ parentName: null, parentVersion: null })
    .where(and(eq(prompts.tenant, tenant), eq(prompts.parentName, name)));
  return rowCount !== null && rowCount > 0;
}

const movesOf = (tenant: string, name: string, label?: string): SQL | undefined =>
  and(eq(moves.tenant, tenant), eq(moves.name, name), label === undefined ? undefined : eq(moves.label, label));

async function lastVersion(
  from: Pick<Transaction, 'select'>,
  tenant: string,
  name: string,
  label: string,
): Promise<number | undefined> {
  const [last] = await from
    .select({ version: moves.version })
    .from(moves)
    .where(movesOf(tenant, name, label))
    .orderBy(desc(moves.position))
    .limit(1);
  return last?.version ?? undefined;
}

function promptOf(stored: typeof prompts.$inferSelect): SavedPrompt {
  const { parentName, parentVersion, ...row } = { ...stored, usedAt: null };
  const parent =
    parentName === null || parentVersion === null ? {} : { parent: { name: parentName, version: parentVersion } };
  return { ...withoutNulls(row), ...parent };
}
