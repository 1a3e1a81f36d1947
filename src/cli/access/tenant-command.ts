import { say, table } from '../terminal.js';
import { UsageError } from '../usage-error.js';
import { accessCommand, given, type AccessAction } from './access-command.js';
import {
  createTenantMutation,
  deleteTenantMutation,
  tenantsQuery,
  type TenantRow,
  type TenantsResult,
} from './access-documents.js';
import { tenantHelp } from './tenant-help.js';

const actions: Readonly<Record<string, AccessAction>> = {
  list: async (client) => {
    const rows: string[][] = [];
    for (let after: string | null = null; ;) {
      const { tenants }: TenantsResult = await client.request<TenantsResult>(tenantsQuery, { after });
      rows.push(...tenants.nodes.map(({ id, name, createdAt }) => [id, name, createdAt]));
      after = tenants.pageInfo.endCursor;
      if (!tenants.pageInfo.hasNextPage) break;
    }
    say(table(['id', 'name', 'created'], rows));
  },
  create: async (client, name) => {
    const variables = { name: given(name, "the tenant's name") };
    const { createTenant } = await client.request<{
      readonly createTenant: { readonly token: string; readonly tenant: TenantRow };
    }>(createTenantMutation, variables);
    say(`Tenant ${createTenant.tenant.id}. Its token, shown this once:\n${createTenant.token}`);
  },
  delete: async (client, operand, { yes }) => {
    const id = given(operand, "the tenant's id");
    if (yes !== true) throw new UsageError('This deletes all that the tenant has, for good: say so with --yes.');
    await client.request(deleteTenantMutation, { id });
    say('Deleted.');
  },
};

/** `byom tenant ACTION`. */
export const tenantCommand = (args: readonly string[]): Promise<number> =>
  accessCommand('tenant', tenantHelp, actions, args);
