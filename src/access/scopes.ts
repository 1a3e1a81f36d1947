/**
 * What a token may do: look (`read`), spend on the tenant's keys and keep prompts and data (`run`), keep keys
 * (`credentials`), manage the tenant's tokens and read its audit trail (`admin`), run the server (`operator`).
 */
export const scopes = ['read', 'run', 'credentials', 'admin', 'operator'] as const;
export type Scope = (typeof scopes)[number];

/** All that a tenant's own token can have. */
export const tenantScopes: readonly Scope[] = scopes.filter((scope) => scope !== 'operator');
