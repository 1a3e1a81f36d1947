import type { SeededFault } from '../seeded-fault.js';

const walls = 'test/integration/postgres-walls.test.ts';
const raise = 'src/postgres/walls/raise-walls.ts';
const embedded = 'test/integration/postgres-embedded.test.ts';
const postmaster = 'src/postgres/embedded/postmaster.ts';
const enter = 'src/postgres/walls/enter-tenant.ts';
const open = 'src/postgres/open-database.ts';
const foreign = 'test/integration/foreign-ids.test.ts';
const noPolicy = {
  file: raise,
  find: "const own = `${column} = (select current_setting('byom.tenant', true))`;",
  replace: 'const own = `${column} is not null`;',
};

export const tenantFaults: readonly SeededFault[] = [
  {
    id: 'policy-of-all-rows',
    removes: 'the tenant in the policy of row-level security',
    edits: [noPolicy],
    noticedBy: { file: walls, test: 'sees the rows of that tenant alone, whatever is asked' },
  },
  {
    id: 'rows-written-for-others',
    removes: 'the tenant in the check of what is written',
    edits: [{ file: raise, find: 'using (${own}) with check (${own})', replace: 'using (${own}) with check (true)' }],
    noticedBy: { file: walls, test: 'changes and removes no row of another, and writes none for another' },
  },
  {
    id: 'walls-unforced',
    removes: 'row-level security for the tables’ owner',
    edits: [{ file: raise, find: '          `alter table ${name} force row level security`,\n', replace: '' }],
    noticedBy: { file: walls, test: 'are walled in on every table of a tenant’s' },
  },
  {
    id: 'operator-reads-data',
    removes: 'what keeps the operator’s role from customers’ data',
    edits: [
      {
        file: raise,
        find: 'data_keys: { [operator]',
        replace: "dataset_examples: { [operator]: 'select' },\n  data_keys: { [operator]",
      },
    ],
    noticedBy: { file: walls, test: 'can do what is theirs and nothing else' },
  },
  {
    id: 'ledger-forgets-attempts',
    removes: 'what keeps the ledger’s role from deleting what was spent',
    edits: [
      {
        file: raise,
        find: "ledger_attempts: { [ledger]: 'select, insert, update' }",
        replace: "ledger_attempts: { [ledger]: 'select, insert, update, delete' }",
      },
    ],
    noticedBy: { file: walls, test: 'can do what is theirs and nothing else' },
  },
  {
    id: 'bypass-taken',
    removes: 'the refusal of a database user above row-level security',
    edits: [
      { file: 'src/postgres/walls/refuse-bypass.ts', find: 'if (free.length > 0)', replace: 'if (free.length > 99)' },
    ],
    noticedBy: { file: walls, test: 'is refused where the user is above row-level security' },
  },
  {
    id: 'fallen-walls-taken',
    removes: 'the look at every start whether the walls still stand',
    edits: [
      { file: 'src/postgres/walls/refuse-bypass.ts', find: 'if (open.length > 0)', replace: 'if (open.length > 99)' },
    ],
    noticedBy: { file: walls, test: 'is refused where a wall was taken down, and raises those of new tables' },
  },
  {
    id: 'tenant-left-on-connection',
    removes: 'the end of the tenant’s name with its transaction',
    edits: [
      {
        file: enter,
        find: "set_config('byom.tenant', ${id}, true)",
        replace: "set_config('byom.tenant', ${id}, false)",
      },
    ],
    noticedBy: { file: walls, test: 'leaves nothing of itself on its connection' },
  },
  {
    id: 'tenant-unquoted',
    removes: 'the quotation of a tenant’s name in the statement that begins its transaction',
    edits: [{ file: enter, find: 'pg.escapeLiteral(tenant)', replace: "`'${tenant}'`" }],
    noticedBy: { file: walls, test: 'takes a name that would end its own quotation for a name' },
  },
  {
    id: 'foreign-datasets',
    removes: 'both walls around a dataset: the policy, and the tenant in the query',
    edits: [
      noPolicy,
      {
        file: 'src/postgres/postgres-dataset-store.ts',
        find: '.where(and(eq(datasets.tenant, tenant), eq(datasets.id, id)))\n        .for(',
        replace: '.where(eq(datasets.id, id))\n        .for(',
      },
    ],
    noticedBy: { file: foreign, test: 'is at Mutation.appendExamples' },
  },
  {
    id: 'foreign-runs-of-another-kind',
    removes: 'the sameness of what is another’s and what is not there',
    edits: [
      {
        file: 'src/use-cases/own-credential.ts',
        find: "'There is no credential of yours with this id.'",
        replace:
          "id.endsWith('dead') ? 'There is no such credential.' : 'There is no credential of yours with this id.'",
      },
    ],
    noticedBy: { file: foreign, test: 'is at Mutation.rotateCredential' },
  },
  {
    id: 'field-without-its-foreign-case',
    removes: 'one field of the test of foreign ids, as whoever adds a field would forget it',
    edits: [
      {
        file: 'test/integration/foreign-id-cases.ts',
        find: "at: 'Mutation.rotateKeys(tenant)'",
        replace: "at: 'Mutation.rotateNothing(tenant)'",
      },
    ],
    noticedBy: { file: foreign, test: 'has its case at every place of the schema that takes one' },
  },
  {
    id: 'deleted-tenant-keeps-its-key',
    removes: 'the destruction of a deleted tenant’s data key',
    edits: [
      {
        file: 'src/postgres/remove-rows-of.ts',
        find: "const kept = ['tenants', 'audit_events'];",
        replace: "const kept = ['tenants', 'audit_events', 'credentials', 'data_keys'];",
      },
    ],
    noticedBy: {
      file: 'test/integration/access.test.ts',
      test: 'is made, listed and deleted by the operator alone, with all it has',
    },
  },
  {
    id: 'forgetful-database-taken',
    removes: 'the refusal of a database that forgets what it acknowledged',
    edits: [{ file: open, find: "if (fsync !== 'on' || commits === 'off')", replace: "if (fsync === '')" }],
    noticedBy: {
      file: 'test/integration/postgres-database.test.ts',
      test: 'a database that would forget what it acknowledged is refused',
    },
  },
  {
    id: 'database-over-tcp',
    removes: 'the socket as the only way to the embedded database',
    edits: [
      {
        file: postmaster,
        find: "'listen_addresses=',",
        replace: '`listen_addresses=127.0.0.${1 + (Date.now() % 250)}`,',
      },
    ],
    noticedBy: {
      file: embedded,
      test: 'asks for a password, keeps it to itself, and listens on nothing but its socket',
    },
  },
  {
    id: 'database-trusts-everybody',
    removes: 'the password of the embedded database',
    edits: [
      { file: 'src/postgres/embedded/database-cluster.ts', find: "'-A', 'scram-sha-256'", replace: "'-A', 'trust'" },
    ],
    noticedBy: {
      file: embedded,
      test: 'asks for a password, keeps it to itself, and listens on nothing but its socket',
    },
  },
  {
    id: 'database-with-our-environment',
    removes: 'the empty environment of the embedded database',
    edits: [
      {
        file: postmaster,
        find: 'env: runtime.env, detached',
        replace: 'env: { ...process.env, ...runtime.env }, detached',
      },
    ],
    noticedBy: { file: embedded, test: 'gives what it starts nothing of our environment' },
  },
  {
    id: 'writes-after-removal',
    removes: 'the refusal of writes for a tenant that was removed',
    edits: [{ file: enter, find: 'throw new TenantGone();', replace: 'void new TenantGone();' }],
    noticedBy: {
      file: 'test/integration/storms.test.ts',
      test: 'gets no row more by a write that was under way, or by one that comes late',
    },
  },
];
