import { LearnedFacts } from '../../src/catalogue/learned-facts.js';
import type { Logger } from '../../src/sdk/index.js';
import { LearnModel } from '../../src/use-cases/learn-model.js';
import { InMemoryLearnedFactStore } from './in-memory-learned-fact-store.js';

/** Knows nothing yet, and keeps what it learns in memory. */
export function learning(logger: Logger): LearnModel {
  return new LearnModel({
    learnedFacts: new LearnedFacts(new InMemoryLearnedFactStore(), Date),
    credentials: { findDefault: async () => undefined },
    clock: Date,
    logger,
  });
}
