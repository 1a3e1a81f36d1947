import { and, desc, eq, gt } from 'drizzle-orm';
import type { LearnedFact, LearnedFactStore } from '../catalogue/learned-fact-store.js';
import type { Database } from './open-database.js';
import { credentials } from './tables/credentials.js';
import { learnedFacts } from './tables/learned-facts.js';

const mostRead = 1_000;

export class PostgresLearnedFactStore implements LearnedFactStore {
  constructor(private readonly database: Database) {}

  async keep(tenant: string, credential: string, fact: LearnedFact): Promise<void> {
    const { correction, learnedAt } = fact;
    await this.database.ofTenant(tenant, async ({ drizzle }) => {
      // Held while it is written, so that what goes with the credential goes.
      const [held] = await drizzle
        .select({ id: credentials.id })
        .from(credentials)
        .where(and(eq(credentials.tenant, tenant), eq(credentials.id, credential)))
        .for('key share');
      if (held === undefined) return;
      await drizzle
        .insert(learnedFacts)
        .values({ tenant, credential, ...fact })
        .onConflictDoUpdate({
          target: [learnedFacts.credential, learnedFacts.model, learnedFacts.fact],
          set: { correction, learnedAt },
        });
    });
  }

  async ofCredential(tenant: string, credential: string, after: Date): Promise<readonly LearnedFact[]> {
    const { model, fact, correction, learnedAt } = learnedFacts;
    const latest = await this.database.ofTenant(tenant, ({ drizzle }) =>
      drizzle
        .select({ model, fact, correction, learnedAt })
        .from(learnedFacts)
        .where(and(eq(learnedFacts.tenant, tenant), eq(learnedFacts.credential, credential), gt(learnedAt, after)))
        .orderBy(desc(learnedAt), desc(model), desc(fact))
        .limit(mostRead),
    );
    return latest.toReversed();
  }

  async forget(tenant: string, credential: string, model?: string): Promise<number> {
    const { rowCount } = await this.database.ofTenant(tenant, ({ drizzle }) =>
      drizzle
        .delete(learnedFacts)
        .where(
          and(
            eq(learnedFacts.tenant, tenant),
            eq(learnedFacts.credential, credential),
            model === undefined ? undefined : eq(learnedFacts.model, model),
          ),
        ),
    );
    return rowCount ?? 0;
  }
}
