import { and, desc, eq, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import type { Page, PageRequest } from '../paging/page.js';
import type { PromptStore, SavedPrompt } from '../prompts/prompt-store.js';
import type { Database } from './open-database.js';
import { readPage } from './read-page.js';
import { isStorable, storedText } from './stored-text.js';
import { prompts } from './tables/prompts.js';
import { withoutNulls } from './without-nulls.js';

const newer = alias(prompts, 'newer');

export class PostgresPromptStore implements PromptStore {
  constructor(private readonly database: Database) {}

  async save(prompt: Omit<SavedPrompt, 'version' | 'createdAt'>): Promise<SavedPrompt> {
    const { tenant } = prompt;
    const name = storedText(prompt.name, 'name');
    return this.database.drizzle.transaction(async (transaction) => {
      await transaction.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`${tenant} ${name}`}, 7167))`);
      const [latest] = await transaction
        .select({ version: sql<number | null>`max(${prompts.version})` })
        .from(prompts)
        .where(and(eq(prompts.tenant, tenant), eq(prompts.name, name)));
      const [row] = await transaction
        .insert(prompts)
        .values({ ...prompt, version: (latest?.version ?? 0) + 1 })
        .returning();
      return withoutNulls(row!);
    });
  }

  async find(tenant: string, name: string, version?: number): Promise<SavedPrompt | undefined> {
    if (!isStorable(name)) return undefined;
    const [row] = await this.database.drizzle
      .select()
      .from(prompts)
      .where(
        and(
          eq(prompts.tenant, tenant),
          eq(prompts.name, name),
          version === undefined ? undefined : eq(prompts.version, version),
        ),
      )
      .orderBy(desc(prompts.version))
      .limit(1);
    return row && withoutNulls(row);
  }

  list(tenant: string, page: PageRequest): Promise<Page<SavedPrompt>> {
    const hasNewer = this.database.drizzle
      .select({ one: sql`1` })
      .from(newer)
      .where(
        and(eq(newer.tenant, prompts.tenant), eq(newer.name, prompts.name), sql`${newer.version} > ${prompts.version}`),
      );
    const where = and(eq(prompts.tenant, tenant), sql`not exists (${hasNewer})`);
    return readPage(this.database, { table: prompts, where, key: prompts.name }, page, withoutNulls);
  }
}
