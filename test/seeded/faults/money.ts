import type { SeededFault } from '../seeded-fault.js';

const ledger = 'test/integration/postgres-ledger.test.ts';
const stores = 'test/integration/postgres-stores.test.ts';
const calls = 'test/integration/make-call.test.ts';
const reserve = 'src/postgres/ledger/reserve-in-jobs.ts';
const settle = 'src/postgres/ledger/settle-in-jobs.ts';
const makeCall = 'src/use-cases/make-call.ts';
const send = 'await attemptCall(this.deps.egress, spec, adapted.request, deadlineMs, progress.onDelta)';

export const moneyFaults: readonly SeededFault[] = [
  {
    id: 'sent-before-reserved',
    removes: 'the order of reserving and sending',
    edits: [
      {
        file: makeCall,
        find: 'const reservation = await reservedOr(pass, this.deps.ledger.reserve(intent));',
        replace:
          'const early = attemptCall(this.deps.egress, spec, adapted.request, 60_000, progress.onDelta);\n      const reservation = await reservedOr(pass, this.deps.ledger.reserve(intent));',
      },
      { file: makeCall, find: send, replace: 'await early' },
    ],
    noticedBy: { file: calls, test: 'sends nothing where the ledger takes no reservation' },
  },
  {
    id: 'sent-although-exhausted',
    removes: 'the end of a budget',
    edits: [
      {
        file: makeCall,
        find: "if (reservation.kind === 'exhausted') throw budgetExceeded(reservation.limit);",
        replace: "if (reservation.kind === 'exhausted') Object.assign(reservation, { id: intent.job });",
      },
    ],
    noticedBy: { file: calls, test: 'stops where the budget ends, and where another worker owns the job' },
  },
  {
    id: 'sent-although-fenced',
    removes: 'the stop of a worker whose job was taken over',
    edits: [
      {
        file: makeCall,
        find: "if (reservation.kind === 'fenced') throw new FencedError();",
        replace: "if (reservation.kind === 'fenced') Object.assign(reservation, { id: intent.job });",
      },
    ],
    noticedBy: { file: calls, test: 'stops where the budget ends, and where another worker owns the job' },
  },
  {
    id: 'nothing-reserved',
    removes: 'the dollars of a reservation',
    edits: [
      {
        file: 'src/usage/worst-case.ts',
        find: 'dearestCost(inputTokens, outputTokens, model.price)?.total ?? 0',
        replace: '0',
      },
    ],
    noticedBy: { file: 'test/unit/usage.test.ts', test: 'covers every answer within the limits that were estimated' },
  },
  {
    id: 'one-answer-of-many-reserved',
    removes: 'the number of answers asked for at once from a reservation',
    edits: [
      { file: 'src/usage/worst-case.ts', find: 'limit * Math.max(1, request.parameters.n ?? 1)', replace: 'limit' },
    ],
    noticedBy: { file: 'test/unit/usage.test.ts', test: 'covers every answer within the limits that were estimated' },
  },
  {
    id: 'absurd-usage-taken',
    removes: 'the disbelief in negative and enormous counts',
    edits: [
      {
        file: 'src/usage/believable-usage.ts',
        find: '!believable(given.inputTokens) ||\n    !believable(given.outputTokens) ||',
        replace: '',
      },
    ],
    noticedBy: {
      file: 'test/unit/usage.test.ts',
      test: 'is replaced by the estimate, and marked so, where it is missing or cannot be',
    },
  },
  {
    id: 'no-tokens-for-an-answer',
    removes: 'the disbelief in answers that took no tokens',
    edits: [
      {
        file: 'src/usage/believable-usage.ts',
        find: ' ||\n    (given.outputTokens === 0 && estimate().outputTokens > 0)',
        replace: '',
      },
    ],
    noticedBy: {
      file: 'test/unit/usage.test.ts',
      test: 'is replaced by the estimate, and marked so, where it is missing or cannot be',
    },
  },
  {
    id: 'budget-read-unlocked',
    removes: 'the lock under which a budget is read and raised',
    edits: [{ file: reserve, find: '  order by tenant, job for no key update\n', replace: '' }],
    noticedBy: { file: ledger, test: 'sixteen reservers in two processes, any outcomes: never above a limit' },
  },
  {
    id: 'dollars-without-limit',
    removes: 'the limit of dollars',
    edits: [{ file: reserve, find: '> o.max_usd * (1 + 1e-9)', replace: '> o.max_usd * 1e9' }],
    noticedBy: { file: ledger, test: 'each limit says its name, and a refused intent leaves no trace' },
  },
  {
    id: 'neighbours-uncounted',
    removes: 'what stands before an intent in its own group',
    edits: [
      {
        file: reserve,
        find: 'when o.calls + row_number() over w > o.max_calls',
        replace: 'when o.calls + 1 > o.max_calls',
      },
    ],
    noticedBy: { file: ledger, test: 'no limit is passed by many that reserve at once in two processes' },
  },
  {
    id: 'fence-skipped',
    removes: 'the epoch of a job’s owner',
    edits: [
      {
        file: reserve,
        find: 'o.epoch = i.epoch and a.call_key is null',
        replace: 'o.epoch is not null and a.call_key is null',
      },
    ],
    noticedBy: { file: ledger, test: 'a new owner fences the old one out' },
  },
  {
    id: 'settled-twice',
    removes: 'the rule that an attempt is settled once',
    edits: [
      {
        file: 'src/postgres/ledger/settled-columns.ts',
        find: "`(a.state = 'open' or (a.state = 'in-doubt' and s.state = 'answered'))`",
        replace: '`true`',
      },
    ],
    noticedBy: { file: ledger, test: 'a settlement that comes twice counts once' },
  },
  {
    id: 'doubt-is-free',
    removes: 'the charge for a call that may have been answered',
    edits: [
      {
        file: settle,
        find: "case a.state when 'in-doubt' then 0 when 'answered' then coalesce",
        replace: "case a.state when 'answered' then coalesce",
      },
    ],
    noticedBy: { file: ledger, test: 'a doubt is spent in full' },
  },
  {
    id: 'paid-twice',
    removes: 'the look for an answer that was paid for already',
    edits: [
      { file: reserve, find: "when s.answer is not null then 'answered'", replace: "when false then 'answered'" },
    ],
    noticedBy: { file: ledger, test: 'an answer is kept with what it cost, and is not bought again' },
  },
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
        find: '{ tenant: caller.tenant.id, operation, key },',
        replace: "{ tenant: 'all', operation, key },",
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
