import type { Scope } from '../../access/scopes.js';
import { defineEnum } from './define-enum.js';

export const ScopeEnum = defineEnum<Scope>('Scope', 'What a token may do; none includes another.', {
  read: 'Look at everything of the tenant but tokens and the audit trail.',
  run: "Spend on the tenant's keys, and keep prompts, datasets, aliases and optimizations.",
  credentials: "Keep, change and remove the tenant's keys.",
  admin: "Make and revoke the tenant's tokens, and read its audit trail.",
  operator: 'Run the server: tenants, plugins, keys of the vault. Of the token of the first start.',
});
