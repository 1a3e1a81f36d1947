/** Whether the tenant of an intent was not removed. */
export const isThere = (intent: string): string =>
  `not exists (select from removed_tenants r where r.digest = encode(sha256(convert_to(${intent}.tenant, 'UTF8')), 'hex'))`;
