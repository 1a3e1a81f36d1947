export interface TokenRow {
  readonly id: string;
  readonly name: string;
  readonly prefix: string;
  readonly scopes: readonly string[];
  readonly expiresAt: string | null;
  readonly lastUsedAt: string | null;
  readonly revokedAt: string | null;
}
export interface TenantRow {
  readonly id: string;
  readonly name: string;
  readonly createdAt: string;
}
export interface TenantsResult {
  readonly tenants: {
    readonly nodes: readonly TenantRow[];
    readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
  };
}

const tokenFields = 'id name prefix scopes expiresAt lastUsedAt revokedAt';

export const tokensQuery = `query ($tenant: ID) { tokens(tenant: $tenant) { ${tokenFields} } }`;
export const createTokenMutation = `mutation ($input: CreateTokenInput!) {
  createToken(input: $input) { token accessToken { ${tokenFields} } } }`;
export const revokeTokenMutation = `mutation ($id: ID!, $tenant: ID) { revokeToken(id: $id, tenant: $tenant) { id } }`;
export const tenantsQuery = `query ($after: String) {
  tenants(first: 200, after: $after) { nodes { id name createdAt } pageInfo { hasNextPage endCursor } } }`;
export const createTenantMutation = `mutation ($name: String!) {
  createTenant(name: $name) { token tenant { id name } } }`;
export const deleteTenantMutation = `mutation ($id: ID!) { deleteTenant(id: $id) }`;

export interface KeyRotationRow {
  readonly kind: string;
  readonly total: number;
  readonly done: number;
  readonly startedAt: string;
  readonly finishedAt: string | null;
  readonly failed: boolean;
  readonly unreadable: number;
}

const rotationFields = 'kind total done startedAt finishedAt failed unreadable';
export const keyRotationQuery = `{ keyRotation { ${rotationFields} } }`;
export const rotateKeysMutation = `mutation ($kind: KeyRotationKind!, $tenant: ID) {
  rotateKeys(kind: $kind, tenant: $tenant) { ${rotationFields} } }`;
