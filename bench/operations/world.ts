import { randomBytes } from 'node:crypto';
import { scopes as allScopes } from '../../src/access/scopes.js';

export interface WorldToken {
  readonly token: string;
  /** In capitals, as in the schema. */
  readonly scopes: ReadonlySet<string>;
  /** False for those that were revoked or have expired. */
  readonly valid: boolean;
}

export interface WorldTenant {
  readonly id: string;
  /** Stands in its texts, and may stand in nobody else's answers. */
  readonly marker: string;
  readonly apiKey: string;
  readonly tokens: readonly WorldToken[];
}

export interface World {
  readonly tenants: readonly WorldTenant[];
  /** Ids of tenants and tokens that are here to stay, so that the work can go on. */
  readonly kept: ReadonlySet<string>;
}

type Ask = <T>(token: string, document: string, variables?: object) => Promise<T>;
interface NewToken {
  readonly createToken: { readonly token: string; readonly accessToken: { readonly id: string } };
}

const createToken = `mutation ($input: CreateTokenInput!) { createToken(input: $input) { token accessToken { id } } }`;
const mostTenants = 3;

/** Tenants with tokens of every set of scopes, of which some hold no more. */
export async function makeWorld(operator: string, ask: Ask): Promise<World> {
  const kept = new Set<string>();
  const { viewer, tokens } = await ask<{ viewer: { id: string }; tokens: { id: string }[] }>(
    operator,
    '{ viewer { id } tokens { id } }',
  );
  for (const { id } of [viewer, ...tokens]) kept.add(id);
  const names = allScopes.map((scope) => scope.toUpperCase());
  const tenants: WorldTenant[] = [];
  for (let index = 0; index <= mostTenants; index += 1) {
    const first = index === 0 ? undefined : await newTenant(`tenant-${index}`);
    const id = first?.id ?? viewer.id;
    const made: WorldToken[] = [];
    for (const scopes of subsets(names, first !== undefined)) {
      const tenant = first === undefined ? {} : { tenant: id };
      const { token, accessToken } = (
        await ask<NewToken>(operator, createToken, { input: { name: 'fuzz', scopes, ...tenant } })
      ).createToken;
      kept.add(accessToken.id);
      made.push({ token, scopes: new Set(scopes), valid: true });
    }
    made.push(await revoked(id), await expiring(id));
    const marker = `mark${randomBytes(6).toString('hex')}`;
    tenants.push({ id, marker, apiKey: `sk-canary-${marker}-${randomBytes(8).toString('hex')}`, tokens: made });
  }
  // Until those that expire have.
  await new Promise((resolve) => setTimeout(resolve, 1_100));
  return { tenants, kept };

  async function newTenant(name: string): Promise<{ id: string }> {
    const { createTenant } = await ask<{ createTenant: { tenant: { id: string } } }>(
      operator,
      'mutation ($name: String!) { createTenant(name: $name) { tenant { id } } }',
      { name },
    );
    kept.add(createTenant.tenant.id);
    return createTenant.tenant;
  }
  async function revoked(tenant: string): Promise<WorldToken> {
    const input = { name: 'revoked', scopes: ['READ', 'RUN'], tenant };
    const { token, accessToken } = (await ask<NewToken>(operator, createToken, { input })).createToken;
    await ask(operator, 'mutation ($id: ID!, $tenant: ID) { revokeToken(id: $id, tenant: $tenant) { id } }', {
      id: accessToken.id,
      tenant,
    });
    return { token, scopes: new Set(), valid: false };
  }
  async function expiring(tenant: string): Promise<WorldToken> {
    const expiresAt = new Date(Date.now() + 1_000).toISOString();
    const input = { name: 'expired', scopes: ['READ', 'RUN'], expiresAt, tenant };
    const { token } = (await ask<NewToken>(operator, createToken, { input })).createToken;
    return { token, scopes: new Set(), valid: false };
  }
}

/** Every set of scopes but the empty one; that of the operator is of the first tenant alone. */
function subsets(names: readonly string[], without: boolean): readonly (readonly string[])[] {
  const own = without ? names.filter((name) => name !== 'OPERATOR') : names;
  return Array.from({ length: 2 ** own.length - 1 }, (_, bits) =>
    own.filter((_, index) => (((bits + 1) >> index) & 1) === 1),
  );
}
