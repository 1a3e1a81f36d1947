import { accessFaults } from './faults/access.js';
import { addressFaults } from './faults/addresses.js';
import { apiFaults } from './faults/api.js';
import { custodyFaults } from './faults/custody.js';
import { egressFaults } from './faults/egress.js';
import { moneyFaults } from './faults/money.js';
import { pluginFaults } from './faults/plugins.js';
import { repeatFaults } from './faults/repeats.js';
import { runFaults } from './faults/runs.js';
import { tenantFaults } from './faults/tenants.js';
import type { SeededFault } from './seeded-fault.js';

export const seededFaults: readonly SeededFault[] = [
  ...custodyFaults,
  ...accessFaults,
  ...tenantFaults,
  ...addressFaults,
  ...egressFaults,
  ...moneyFaults,
  ...repeatFaults,
  ...apiFaults,
  ...pluginFaults,
  ...runFaults,
];
