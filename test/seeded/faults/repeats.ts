import type { SeededFault } from '../seeded-fault.js';

const stores = 'test/integration/postgres-stores.test.ts';

/** What keeps a call from being made, or paid for, more often than it was asked for. */
export const repeatFaults: readonly SeededFault[] = [
  {
    id: 'doubtful-calls-repeated',
    removes: 'the most retries of a call that may have been paid for',
    edits: [
      {
        file: 'src/calls/next-attempt.ts',
        find: "last.disposition === 'in-doubt' && doubtful",
        replace: "last.disposition === 'not-sent' && doubtful",
      },
    ],
    noticedBy: {
      file: 'test/unit/calls.test.ts',
      test: 'tries once more where an attempt may have been paid, and not twice',
    },
  },
  {
    id: 'waits-for-ever',
    removes: 'the longest wait that a provider may ask for',
    edits: [
      {
        file: 'src/calls/next-attempt.ts',
        find: 'if (!(asked <= limits.mostRetryAfterMs)) return',
        replace: 'if (asked < 0) return',
      },
    ],
    noticedBy: { file: 'test/unit/calls.test.ts', test: 'gives up where a provider asks for a very long wait' },
  },
  {
    id: 'idempotency-of-another-input',
    removes: 'the comparison of inputs under one idempotency key',
    edits: [
      {
        file: 'src/postgres/postgres-idempotency-store.ts',
        find: 'if (found.hash !== inputHash)',
        replace: 'if (found.hash === undefined)',
      },
    ],
    noticedBy: {
      file: stores,
      test: 'the first result is told to all who come later, and to nobody with another input',
    },
  },
  {
    id: 'idempotency-of-all-tenants',
    removes: 'the tenant in an idempotency key',
    edits: [
      {
        file: 'src/use-cases/generate.ts',
        find: 'const of = { tenant: caller.tenant.id, operation, key };',
        replace: "const of = { tenant: 'all', operation, key };",
      },
    ],
    noticedBy: {
      file: 'test/integration/generate-streams.test.ts',
      test: 'gives the first answer again, for the same input alone',
    },
  },
  {
    id: 'two-firsts',
    removes: 'the lease of whoever began under an idempotency key',
    edits: [
      {
        file: 'src/postgres/postgres-idempotency-store.ts',
        find: 'i.result is null and i.lease_until <= clock_timestamp() and',
        replace: 'i.result is null and',
      },
    ],
    noticedBy: { file: stores, test: 'of fifty that begin at once exactly one is the first' },
  },
  {
    id: 'orphaned-calls-repeated',
    removes: 'the question whether a call whose server died may have cost something',
    edits: [
      {
        file: 'src/use-cases/idempotency/once-per-key.ts',
        find: 'if (!before.some(mayHaveCost))',
        replace: 'if (before.length >= 0)',
      },
    ],
    noticedBy: { file: 'test/unit/orphaned-calls.test.ts', test: 'is not made again where it may have cost something' },
  },
  {
    id: 'limits-of-one-replica',
    removes: 'what other replicas have taken of a limit',
    edits: [
      {
        file: 'src/calls/limits/share-permits.ts',
        find: 'const { [holder]: _, ...others } = living(holders, now);',
        replace: 'const { [holder]: _, ...others } = living({}, now);',
      },
    ],
    noticedBy: {
      file: 'test/integration/rate-limits.test.ts',
      test: 'is passed at no time over two replicas, and all calls come through',
    },
  },
];
