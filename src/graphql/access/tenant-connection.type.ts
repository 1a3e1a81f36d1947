import { connectionType } from '../paging/connection-type.js';
import { TenantType } from '../custody/tenant.type.js';

export const TenantConnectionType = connectionType('Tenant', 'tenants', TenantType);
