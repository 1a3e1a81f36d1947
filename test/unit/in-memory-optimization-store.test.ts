import { describe, test } from '@jest/globals';
import { InMemoryOptimizationStore } from '../support/in-memory-optimization-store.js';
import { optimizationPauseAudits } from '../support/port-audits/optimization-pause-audits.js';
import { optimizationStoreAudits } from '../support/port-audits/optimization-store-audits.js';

describe('the store that tests keep in memory holds the promises of the port:', () => {
  for (const { name, run } of [...optimizationStoreAudits, ...optimizationPauseAudits]) {
    test(name, () => {
      const epochs = new Map<string, number>();
      const store = new InMemoryOptimizationStore((id) => epochs.get(id));
      const own = async (_: string, id: string) => {
        epochs.set(id, (epochs.get(id) ?? 0) + 1);
        return epochs.get(id)!;
      };
      return run({ store, other: store, own });
    });
  }
});
