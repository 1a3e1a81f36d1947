import { custodyFaults } from './faults/custody.js';
import type { SeededFault } from './seeded-fault.js';

export const seededFaults: readonly SeededFault[] = [...custodyFaults];
