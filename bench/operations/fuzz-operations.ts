import { setTimeout as sleep } from 'node:timers/promises';
import { buildSchema } from 'graphql';
import { printSchemaText } from '../../src/graphql/schema/print-schema-text.js';
import { seededRandom, type SeededRandom } from '../../src/optimization/seeded-random.js';
import { databaseState, paidCalls, runsUnderWay } from './database-state.js';
import type { Drawing } from './draw-value.js';
import { harvest } from './harvest.js';
import { hostileDocument } from './hostile-documents.js';
import { hostileRequest } from './hostile-requests.js';
import { socketAttack } from './hostile-sockets.js';
import { IdPool } from './id-pool.js';
import { judgeAnswer, type Asked } from './judge-answer.js';
import { placesOf } from './places-of.js';
import { sendBytes, statusIn } from './send-bytes.js';
import { bodyOf, sendOperation, transports, type Answered, type Request, type Transport } from './send-operation.js';
import { shrinkRequest } from './shrink-request.js';
import type { World, WorldTenant, WorldToken } from './world.js';
import { writeOperation } from './write-operation.js';

export interface FuzzTarget {
  readonly url: string;
  readonly databaseUrl: string;
  /** Where the fake provider listens. */
  readonly providerUrl: string;
  /** How often it was asked with a key. */
  readonly asked: (apiKey: string) => number;
  readonly world: World;
}

export interface FuzzOptions {
  readonly seed: number;
  /** The first and the last run, exclusive. */
  readonly from: number;
  readonly to: number;
  readonly inFlight?: number;
}

/** What was sent and when, in milliseconds since the epoch. */
export interface Sent {
  readonly name: string;
  readonly from: number;
  readonly to: number;
  /** Sends it again. */
  readonly again: () => Promise<unknown>;
}

const mostFindings = 25;
/** Of forty: most are operations of the schema, then hostile documents, bytes and sockets. */
const kindOf = (run: number) => {
  const turn = run % 40;
  return turn < 32 ? 'operation' : turn < 37 ? 'document' : turn < 39 ? 'bytes' : 'socket';
};
/** Fields that cost the server more than a request's share, by how many of their turns are taken. */
const rarely: Readonly<Record<string, number>> = { reloadPlugins: 0.01, rotateKeys: 0.1, createTenant: 0.1 };

/** Sends what it makes up, and looks at every answer. */
export class OperationFuzzer {
  readonly findings: string[] = [];
  /** How many answers bore each code, or none. */
  readonly outcomes = new Map<string, number>();
  readonly #pool = new IdPool();
  readonly #schema = buildSchema(printSchemaText());
  readonly #visited = new Set<string>();
  readonly #made: { readonly tenant: WorldTenant; readonly token: WorldToken }[] = [];
  #recent: Sent[] = [];

  constructor(private readonly target: FuzzTarget) {}

  /** Places of the schema that no operation has touched. */
  untried(): readonly string[] {
    return [...placesOf(this.#schema)].filter((place) => !this.#visited.has(place));
  }

  async run({ seed, from, to, inFlight = 20 }: FuzzOptions): Promise<void> {
    let next = from;
    const worker = async () => {
      while (next < to && this.findings.length < mostFindings) {
        const run = next++;
        await this.#one(run, seed).catch((error: unknown) =>
          this.#found(error instanceof Error ? error.message : String(error)),
        );
      }
    };
    await Promise.all(Array.from({ length: inFlight }, worker));
  }

  /** What was sent since it was last asked. */
  takeSent(): readonly Sent[] {
    const taken = this.#recent;
    this.#recent = [];
    return taken;
  }

  /** No token that may only look, or does not hold, changes a thing. */
  async lookOnly(seed: number, from: number, count: number): Promise<void> {
    await this.settled();
    const before = await databaseState(this.target.databaseUrl);
    let next = from;
    const worker = async () => {
      while (next < from + count) {
        const run = next++;
        await this.#operation(
          run,
          seededRandom('look only', seed, run),
          ({ valid, scopes }) => !valid || (scopes.size === 1 && scopes.has('READ')),
        );
      }
    };
    await Promise.all(Array.from({ length: 8 }, worker));
    const after = await databaseState(this.target.databaseUrl);
    for (const [table, digest] of before)
      if (after.get(table) !== digest) this.#found(`${table} was changed by tokens that may only look`);
  }

  /** Waits for runs to end. */
  async settled(): Promise<void> {
    for (const until = Date.now() + 120_000; (await runsUnderWay(this.target.databaseUrl)) > 0;) {
      if (Date.now() > until) return this.#found('runs do not end');
      await sleep(100);
    }
  }

  /** What the provider was asked is what stands in the accounts. */
  async balanced(): Promise<void> {
    await this.settled();
    const accounts = await paidCalls(this.target.databaseUrl);
    for (const { id, apiKey } of this.target.world.tenants) {
      const asked = this.target.asked(apiKey);
      const written = accounts.get(id) ?? 0;
      if (asked !== written) this.#found(`the provider was asked ${asked} times, and ${written} are in the accounts`);
    }
  }

  async #one(run: number, seed: number): Promise<void> {
    const random = seededRandom('operation', seed, run);
    const round = Math.floor(run / 40);
    const turn = run % 40;
    switch (kindOf(run)) {
      case 'operation':
        return this.#operation(run, random);
      case 'document':
        return this.#document(round * 5 + turn - 32, random);
      case 'bytes':
        return this.#bytes(round * 2 + turn - 37, random);
      default:
        return this.#socket(round, random);
    }
  }

  async #operation(run: number, random: SeededRandom, may?: (token: WorldToken) => boolean): Promise<void> {
    const { tenant, token } = this.#asker(random, may);
    const roots = [this.#schema.getQueryType()!, this.#schema.getMutationType()!, this.#schema.getSubscriptionType()!];
    const fields = roots.flatMap((root) => Object.keys(root.getFields()).map((name) => [root, name] as const));
    const [root, field] = fields[run % fields.length]!;
    if (random.next() > (rarely[field] ?? 1)) return;
    const given: Drawing = {
      random,
      tenant,
      providerUrl: this.target.providerUrl,
      oddness: [0, 0, 0.05, 0.3][random.below(4)]!,
      id: (kind) => this.#pool.draw(tenant.id, kind, random),
      tried: (place) => this.#visited.has(place),
      visit: (place) => void this.#visited.add(place),
    };
    const { kind, document, variables, roots: named } = writeOperation(this.#schema, root, field, given);
    const asked: Request = { query: document, variables };
    const text = bodyOf(asked);
    // Those who keep the work going are let live.
    if (/deleteTenant|revokeToken/.test(field) && [...this.target.world.kept].some((id) => text.includes(id))) return;
    const transport =
      kind === 'subscription' ? transports[1 + random.below(2)]! : transports[Math.max(0, random.below(6) - 3)]!;
    const types = new Map([...named].map(([name, of]) => [name, `${root.name}.${of}`]));
    const answer = await this.#sent(
      asked,
      { tenant, token, text, variables, roots: types },
      transport,
      `${field} over ${transport}`,
    );
    for (const { data } of answer.results) {
      harvest(data, tenant.id, this.#pool);
      this.#keepToken(data, tenant, text);
    }
  }

  async #document(turn: number, random: SeededRandom): Promise<void> {
    const { name, document } = hostileDocument(random, turn);
    const { tenant, token } = this.#asker(random);
    const asked: Request = { query: document, variables: { a: true, b: false } };
    const transport = transports[random.below(3)]!;
    await this.#sent(asked, { tenant, token, text: bodyOf(asked) }, transport, `${name} over ${transport}`);
  }

  async #bytes(turn: number, random: SeededRandom): Promise<void> {
    const { tenant, token } = this.#asker(random, ({ valid, scopes }) => valid && scopes.size >= 4);
    const { host, port } = new URL(this.target.url);
    const { name, bytes, allowed, refused } = hostileRequest({ token: token.token, host }, random, turn);
    const from = Date.now();
    const text = await sendBytes(Number(port), bytes);
    this.#recent.push({ name, from, to: Date.now(), again: () => sendBytes(Number(port), bytes) });
    const status = statusIn(text);
    this.#count(`bytes ${status}`);
    const wrong = !allowed.includes(status)
      ? `status ${status}, not ${allowed.join(' or ')}`
      : refused && !allowed.includes(200) && text.includes(`"id":"${tenant.id}"`)
        ? 'it was done'
        : /^server:|x-powered-by/im.test(text.split('\r\n\r\n')[0]!)
          ? 'it says by what it is made'
          : undefined;
    if (wrong !== undefined) this.#found(`${name}: ${wrong}\n  ${JSON.stringify(text.slice(0, 600))}`);
  }

  async #socket(turn: number, random: SeededRandom): Promise<void> {
    const { token } = this.#asker(random, ({ valid, scopes }) => valid && scopes.has('READ'));
    const { name, attack } = socketAttack(turn);
    const to = { url: this.target.url.replace(/^http/, 'ws'), token: token.token };
    const from = Date.now();
    const wrong = await attack(to, random);
    this.#recent.push({ name, from, to: Date.now(), again: () => attack(to, random) });
    this.#count(`socket ${wrong === undefined ? 'held' : 'broke'}`);
    if (wrong !== undefined) this.#found(`${name}: ${wrong}`);
  }

  async #sent(asked: Request, by: Asked, transport: Transport, name: string): Promise<Answered> {
    const send = (request: Request) => sendOperation(this.target.url, by.token.token, request, transport);
    const from = Date.now();
    const answer = await send(asked).catch((error: unknown) => {
      throw new Error(
        `${name}: ${error instanceof Error ? error.message : 'failed'}\n  ${bodyOf(asked).slice(0, 1_500)}`,
      );
    });
    this.#recent.push({ name, from, to: Date.now(), again: () => send(asked) });
    const codes = answer.results.flatMap(({ errors }) =>
      (errors ?? []).map(({ extensions }) => String(extensions?.code)),
    );
    for (const code of codes.length === 0 ? ['answered'] : new Set(codes)) this.#count(code);
    const wrong = judgeAnswer(answer, by, this.target.world);
    if (wrong !== undefined) {
      const judged = async (smaller: Request) =>
        alike(
          wrong,
          judgeAnswer(
            await send(smaller),
            { ...by, text: bodyOf(smaller), variables: smaller.variables },
            this.target.world,
          ),
        );
      const smallest = await shrinkRequest(asked, judged).catch(() => asked);
      this.#found(`${name}: ${wrong}\n  ${bodyOf(smallest).slice(0, 1_500)}\n  ${answer.text.slice(0, 600)}`);
    }
    return answer;
  }

  #asker(random: SeededRandom, may?: (token: WorldToken) => boolean) {
    const { tenants } = this.target.world;
    // Nobody knows whether one that was made here still holds.
    if (!may && random.below(40) === 0 && this.#made.length > 0) return this.#made[random.below(this.#made.length)]!;
    const tenant = tenants[random.below(tenants.length)]!;
    const tokens = may ? tenant.tokens.filter(may) : tenant.tokens;
    const able = tokens.filter(({ scopes }) => scopes.size >= 4);
    const from = able.length > 0 && random.below(2) === 0 ? able : tokens;
    return { tenant, token: from[random.below(from.length)]! };
  }

  /** A token that was made here is one to ask with, also when it is revoked. */
  #keepToken(data: Readonly<Record<string, unknown>> | null | undefined, tenant: WorldTenant, text: string): void {
    for (const value of Object.values(data ?? {})) {
      const { __typename: type, token } = (value ?? {}) as { __typename?: string; token?: string };
      if (type !== 'NewToken' || token === undefined || /"?tenant"?:/.test(text)) continue;
      const scopes = new Set(['READ', 'RUN', 'CREDENTIALS', 'ADMIN', 'OPERATOR']);
      this.#made.push({ tenant, token: { token, scopes, valid: true } });
      if (this.#made.length > 50) this.#made.shift();
    }
  }

  #count(outcome: string): void {
    this.outcomes.set(outcome, (this.outcomes.get(outcome) ?? 0) + 1);
  }

  #found(what: string): void {
    // One of a kind is enough.
    const kind = what.split('\n')[0]!.replaceAll(/[\d-]+/g, '#');
    if (!this.findings.some((known) => known.split('\n')[0]!.replaceAll(/[\d-]+/g, '#') === kind))
      this.findings.push(what);
  }
}

const alike = (one: string, other: string | undefined) => other?.slice(0, 30) === one.slice(0, 30);
