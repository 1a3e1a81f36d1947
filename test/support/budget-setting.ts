import { GraphQLClient } from 'graphql-request';
import type { Answer } from './answer.js';
import { bootServer, type BootedServer } from './boot-server.js';
import { startFakeProvider, type FakeProvider } from './fake-provider.js';
import { inspectDatabase } from './inspect-database.js';

const fields = `id window owner maxUsd maxCalls maxTokens allowUnpriced since resetsAt unpricedCalls credential { id }
  spent { usd calls tokens } reserved { usd calls tokens } left { usd calls tokens }`;

/** Two replicas on one database, two providers over HTTP, and a fresh tenant with a key for each test. */
export class BudgetSetting {
  fake!: FakeProvider;
  other!: FakeProvider;
  servers!: readonly BootedServer[];
  tenant!: { readonly id: string; readonly clients: readonly GraphQLClient[] };
  credential!: string;
  #hold: Promise<void> | undefined;
  #release: () => void = () => undefined;

  async start(): Promise<void> {
    const answer = async () => {
      await this.#hold;
      return 'Paris';
    };
    this.fake = await startFakeProvider({ dialect: 'openai', answer });
    this.other = await startFakeProvider({ dialect: 'openai', answer });
    const first = await bootServer();
    const { databaseUrl, dataDir } = first;
    this.servers = [first, await bootServer({ databaseUrl, dataDir })];
  }

  async close(): Promise<void> {
    for (const server of this.servers.toReversed()) await server.close();
    await Promise.all([this.fake.close(), this.other.close()]);
  }

  async freshTenant(): Promise<void> {
    const { createTenant } = await this.asOperator('mutation { createTenant(name: "one") { token tenant { id } } }');
    const headers = { authorization: `Bearer ${createTenant.token}` };
    const clients = this.servers.map(({ url }) => new GraphQLClient(url, { headers }));
    this.tenant = { id: createTenant.tenant.id, clients };
    this.credential = await this.addKey('openai', this.fake);
  }

  /** Answers wait until they are released. */
  holdAnswers(): void {
    this.#hold = new Promise((resolve) => {
      this.#release = () => {
        this.#hold = undefined;
        resolve();
      };
    });
  }

  release(): void {
    this.#release();
  }

  ask(document: string, variables: object = {}, replica = 0): Promise<Answer> {
    return this.tenant.clients[replica]!.request<Answer>(document, variables);
  }

  asOperator(document: string, variables: object = {}): Promise<Answer> {
    return this.servers[0]!.client.request<Answer>(document, variables);
  }

  async addKey(provider: string, { url }: FakeProvider): Promise<string> {
    const input = { provider, apiKey: `sk-${crypto.randomUUID()}`, baseUrl: url };
    const added = await this.ask('mutation ($v: AddCredentialInput!) { addCredential(input: $v) { id } }', {
      v: input,
    });
    return added.addCredential.id;
  }

  generate(more: object = {}, replica = 0): Promise<Answer> {
    const asked = {
      model: 'openai/gpt-4o-mini',
      messages: [{ role: 'USER', content: 'The capital of France?' }],
      parameters: { maxOutputTokens: 1000 },
      ...more,
    };
    return this.ask(
      `mutation ($v: GenerateInput!) { generate(input: $v) {
         id model usage { totalTokens estimated } cost { total platform } credential { id } } }`,
      { v: asked },
      replica,
    );
  }

  async set(input: object, replica = 0): Promise<Answer> {
    const document = `mutation ($v: SetSpendingBudgetInput!) { setSpendingBudget(input: $v) { ${fields} } }`;
    return (await this.ask(document, { v: input }, replica)).setSpendingBudget;
  }

  async budgets(replica = 0): Promise<Answer[]> {
    return (await this.ask(`{ spendingBudgets { ${fields} } }`, {}, replica)).spendingBudgets;
  }

  sql(text: string, values: unknown[] = [this.tenant.id]) {
    return inspectDatabase<Answer>(this.servers[0]!.databaseUrl, text, values);
  }
}

/** What the error says that it fails with: its code, and more. */
export async function failureOf(work: Promise<unknown>): Promise<Answer> {
  return work.then(
    () => ({ code: 'none' }),
    (error: Answer) => error.response.errors[0].extensions,
  );
}
