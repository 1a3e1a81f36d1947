import type { SeededFault } from '../seeded-fault.js';

const ledger = 'test/integration/postgres-ledger.test.ts';
const calls = 'test/integration/make-call.test.ts';
const budgets = 'test/integration/postgres-budgets.test.ts';
const weigh = 'src/postgres/ledger/weigh-budgets.ts';
const reserve = 'src/postgres/ledger/reserve-in-jobs.ts';
const makeCall = 'src/use-cases/make-call.ts';
const send = 'await attemptCall(this.deps.egress, spec, {';

export const moneyFaults: readonly SeededFault[] = [
  {
    id: 'sent-before-reserved',
    removes: 'the order of reserving and sending',
    edits: [
      {
        file: makeCall,
        find: 'const reservation = await reservedOr(pass, this.deps.ledger.reserve(intent));',
        replace:
          'const early = attemptCall(this.deps.egress, spec, { request: adapted.request, deadlineMs: 60_000, onDelta: progress.onDelta, read: (completion) => paidAnswer(completion, spec, adapted, reserved.tokens) });\n      const reservation = await reservedOr(pass, this.deps.ledger.reserve(intent));',
      },
      { file: makeCall, find: send, replace: 'await Object.assign(early, {' },
    ],
    noticedBy: { file: calls, test: 'sends nothing where the ledger takes no reservation' },
  },
  {
    id: 'sent-although-exhausted',
    removes: 'the end of a budget',
    edits: [
      {
        file: makeCall,
        find: "if (reservation.kind === 'exhausted') throw budgetExceeded(reservation.limit, progress.inDoubt);",
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
        find: 'dearestCost(inputTokens, outputTokens, model.price)?.total ?? null',
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
        file: 'src/postgres/ledger/correct-budgets.ts',
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
      {
        file: reserve,
        find: "when s.answer is not null then 'answered'\n    when not ${isUnbudgeted('s')}",
        replace: "when false then 'answered'\n    when not ${isUnbudgeted('s')}",
      },
    ],
    noticedBy: { file: ledger, test: 'an answer is kept with what it cost, and is not bought again' },
  },
  {
    id: 'budgets-of-tenants-unlocked',
    removes: 'the lock under which the budgets of tenants and credentials are read and raised',
    edits: [
      {
        file: 'src/postgres/ledger/lock-accounts.ts',
        find: ' order by id for no key update`',
        replace: ' order by id`',
      },
    ],
    noticedBy: {
      file: 'test/integration/postgres-budgets.test.ts',
      test: 'a reservation waits for one that another process is making, and counts beside it',
    },
  },
  {
    id: 'unknown-prices-are-free',
    removes: 'the stop of calls whose price is unknown at a budget of dollars',
    edits: [
      {
        file: weigh,
        find: 'h.most_usd is not null and i.usd is null and not h.allow_unpriced as unpriced',
        replace: 'false as unpriced',
      },
    ],
    noticedBy: { file: budgets, test: 'a price that is not known stops at a dollar budget' },
  },
  {
    id: 'budgets-of-credentials-for-none',
    removes: 'the calls of its credential from a credential’s budget',
    edits: [
      {
        file: weigh,
        find: 'on h.tenant = i.tenant and (h.credential is null or h.credential = i.credential)\n), weighed',
        replace: 'on h.tenant = i.tenant and h.credential is null\n), weighed',
      },
    ],
    noticedBy: { file: budgets, test: 'a credential’s budget holds its calls alone, and the tenant’s all of them' },
  },
  {
    id: 'sent-although-over-budget',
    removes: 'the end of a tenant’s budget',
    edits: [
      {
        file: makeCall,
        find: "if (reservation.kind === 'over-budget') throw overBudgetError(",
        replace: "if (reservation.kind === 'over-budget') void overBudgetError(",
      },
    ],
    noticedBy: { file: calls, test: 'stops where the budget of its tenant ends, and says when it begins anew' },
  },
];
