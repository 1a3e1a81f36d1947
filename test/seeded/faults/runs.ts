import type { SeededFault } from '../seeded-fault.js';

const keys = 'test/integration/run-keys.test.ts';
const judges = 'test/unit/judges.test.ts';
const orders = 'test/unit/injected-orders.test.ts';
const code = 'test/integration/code-sandbox.test.ts';

export const runFaults: readonly SeededFault[] = [
  {
    id: 'keys-outlive-their-run',
    removes: 'the destruction of a run’s keys in the transaction that ends it',
    edits: [
      {
        file: 'src/postgres/optimizations/destroy-keys-of-run.ts',
        find: 'eq(credentials.tenant, tenant), ',
        replace: "eq(credentials.tenant, ''), ",
      },
    ],
    noticedBy: { file: keys, test: 'keys of a run are destroyed in the transaction that ends it by its worker' },
  },
  {
    id: 'keys-of-no-run-left',
    removes: 'the removal of keys that a dead server left',
    edits: [
      { file: 'src/postgres/postgres-credential-store.ts', find: 'removeOfNoRun(', replace: 'removeOfNoRunAtAll(' },
    ],
    noticedBy: { file: keys, test: 'and what a dead server left of a run that never was, or has ended, is removed' },
  },
  {
    id: 'another-runs-key-named',
    removes: 'the rule that nobody names a key sealed for a run',
    edits: [{ file: 'src/use-cases/own-credential.ts', find: ' || stored.optimization !== null', replace: '' }],
    noticedBy: {
      file: 'test/integration/optimization-life.test.ts',
      test: 'a key sealed for a run pays for nothing else',
    },
  },
  {
    id: 'regex-in-exponential-time',
    removes: 'the linear time of a metric’s expression',
    edits: [
      {
        file: 'src/optimization/scoring/regex.ts',
        find: 'const matcher = expression.matcher(output);',
        replace: 'new RegExp(pattern).test(output);\n      const matcher = expression.matcher(output);',
      },
    ],
    noticedBy: { file: 'test/unit/linear-time.test.ts', test: 'of a metric' },
  },
  {
    id: 'schema-in-exponential-time',
    removes: 'the linear time of an expression in a JSON Schema',
    edits: [
      {
        file: 'src/use-cases/schema-validator.ts',
        find: 'RE2JS.compile(RE2JS.translateRegExp(pattern))',
        replace: 'new RegExp(pattern)',
      },
    ],
    noticedBy: { file: 'test/unit/linear-time.test.ts', test: 'of a JSON Schema' },
  },
  {
    id: 'judged-text-unquoted',
    removes: 'the quotation of what a judge is given',
    edits: [
      {
        file: 'src/optimization/scoring/judge/judge-question.ts',
        find: '    quoted(material),\n',
        replace: '    String(material.answer),\n',
      },
    ],
    noticedBy: { file: judges, test: 'quotes every answer in one line that nothing in it can end' },
  },
  {
    id: 'judge-obeys-the-judged',
    removes: 'the look for orders to the judge in an answer',
    edits: [
      {
        file: 'src/optimization/scoring/judge/speaks-to-judge.ts',
        find: 'export function speaksToJudge(',
        replace: 'export const speaksToJudge = (..._: unknown[]) => undefined;\nexport function neverSpeaksToJudge(',
      },
    ],
    noticedBy: { file: judges, test: 'leaves an order in an answer without effect, and names it' },
  },
  {
    id: 'rows-unquoted-for-the-proposer',
    removes: 'the quotation of rows that a proposer is shown',
    edits: [
      {
        file: 'src/optimization/algorithms/reflection-prompt.ts',
        find: "return JSON.stringify(value, cut).replaceAll('<', '\\\\u003c').replaceAll('`', '\\\\u0060');",
        replace: "return JSON.stringify(value, cut).replaceAll('\\\\n', '\\n');",
      },
    ],
    noticedBy: { file: 'test/unit/algorithms-proposals.test.ts', test: 'a row that gives orders stays data' },
  },
  {
    id: 'proposals-without-limit',
    removes: 'the most characters of a proposed instruction',
    edits: [
      {
        file: 'src/optimization/algorithms/read-instruction.ts',
        find: "if (text === '' || text.length > MOST)",
        replace: "if (text === '')",
      },
    ],
    noticedBy: { file: orders, test: 'make no candidate of all rows' },
  },
  {
    id: 'code-with-our-environment',
    removes: 'both that empty the environment of a child that runs a customer’s code',
    edits: [
      {
        file: 'src/sandbox/sandbox-child.ts',
        find: 'const child = spawn(file, args, { env: {},',
        replace: 'const child = spawn(file, args, {',
      },
      { file: 'src/sandbox/child-command.ts', find: 'exec /usr/bin/env -i "$@"', replace: 'exec "$@"' },
    ],
    noticedBy: { file: code, test: 'has no environment, no folder of ours, and no file but its own program' },
  },
  {
    id: 'code-with-permissions',
    removes: 'the permissions that such a child is left without',
    edits: [{ file: 'src/sandbox/child-command.ts', find: '    ...permissions(),\n', replace: '' }],
    noticedBy: { file: code, test: 'has no environment, no folder of ours, and no file but its own program' },
  },
  {
    id: 'code-computes-for-ever',
    removes: 'the clock and the processor time that end a customer’s code from outside',
    edits: [
      {
        file: 'src/sandbox/sandbox-child.ts',
        find: '(processorTime(pid) ?? before) - before > cpuMs',
        replace: 'cpuMs < 0',
      },
      {
        file: 'src/sandbox/sandbox-child.ts',
        find: "setTimeout(() => this.end('late'), withinMs)",
        replace: "setTimeout(() => this.end('late'), withinMs + 30_000)",
      },
    ],
    noticedBy: { file: code, test: 'costs only its own answer: the next has a new child' },
  },
  {
    id: 'data-kept-for-ever',
    removes: 'the deletion of what is past its period',
    edits: [
      {
        file: 'src/use-cases/sweep-expired.ts',
        find: 'if (await this.#remove(one)) removed += 1;',
        replace: 'if (one === undefined) removed += 1;',
      },
    ],
    noticedBy: {
      file: 'test/integration/retention.test.ts',
      test: 'is deleted, of each tenant by its own period, by the clock of the database',
    },
  },
  {
    id: 'deleted-answers-kept',
    removes: 'the deletion of answers that are kept for their idempotency keys',
    edits: [
      {
        file: 'src/postgres/postgres-retention-store.ts',
        find: 'update idempotency_keys set result = $3::text::json',
        replace: 'update idempotency_keys set result = coalesce(result, $3::text::json)',
      },
    ],
    noticedBy: {
      file: 'test/integration/deletion.test.ts',
      // All of it: one test goes on where the one before it ended.
      test: "a customer's words",
    },
  },
];
