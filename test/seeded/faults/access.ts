import type { SeededFault } from '../seeded-fault.js';

const unit = 'test/unit/access.test.ts';
const tokens = 'test/integration/access.test.ts';
const authenticator = 'src/access/authenticator.ts';
const manageTokens = 'src/use-cases/manage-tokens.ts';
const ends = { file: tokens, test: 'ends when it expires or is revoked, at once' };

export const accessFaults: readonly SeededFault[] = [
  {
    id: 'digests-compared-early',
    removes: 'the comparison of digests in constant time',
    edits: [{ file: authenticator, find: 'timingSafeEqual(row.digest, digest)', replace: 'row.digest.equals(digest)' }],
    noticedBy: { file: unit, test: 'is held against its digest in constant time' },
  },
  {
    id: 'digests-uncompared',
    removes: 'the comparison of digests: the prefix is enough',
    edits: [
      { file: authenticator, find: 'timingSafeEqual(row.digest, digest)', replace: 'timingSafeEqual(digest, digest)' },
    ],
    noticedBy: { file: unit, test: 'that is not one of ours is refused' },
  },
  {
    id: 'tokens-unkeyed',
    removes: "the server's own key in a token's digest",
    edits: [
      {
        file: 'src/access/access-token.ts',
        find: "createHmac('sha256', key).update(token)",
        replace: "createHmac('sha256', 'byom').update(token)",
      },
    ],
    noticedBy: { file: unit, test: 'of another server’s key is refused' },
  },
  {
    id: 'tokens-guessable',
    removes: 'most of the randomness of a token',
    edits: [
      {
        file: 'src/access/access-token.ts',
        find: 'randomBytes(32).toString',
        replace: 'Buffer.concat([Buffer.alloc(28), randomBytes(4)]).toString',
      },
    ],
    noticedBy: { file: unit, test: 'has 256 random bits, and a prefix that tells nothing of them' },
  },
  {
    id: 'expired-tokens',
    removes: 'the end of a token that expires',
    edits: [{ file: authenticator, find: 'if (expired || token.revokedAt', replace: 'if (token.revokedAt' }],
    noticedBy: ends,
  },
  {
    id: 'expired-tokens-known',
    removes: 'the look at its end where a token is known already',
    edits: [{ file: authenticator, find: 'return this.#valid(known, now);', replace: 'return known;' }],
    noticedBy: { file: unit, test: 'ends at its moment, also where it is known already' },
  },
  {
    id: 'revoked-tokens',
    removes: 'the end of a token that was revoked',
    edits: [{ file: authenticator, find: ' || token.revokedAt !== null', replace: '' }],
    noticedBy: ends,
  },
  {
    id: 'revoked-tokens-known',
    removes: 'the forgetting of what was known of a token that is revoked',
    edits: [{ file: authenticator, find: '    this.#known = new Map();\n', replace: '' }],
    noticedBy: ends,
  },
  {
    id: 'scopes-unasked',
    removes: 'the question whether a token has the scope of a field',
    edits: [
      {
        file: 'src/graphql/schema/with-scopes.ts',
        find: 'scopes.includes(scope) !== true',
        replace: 'scopes.includes(scope) === undefined',
      },
    ],
    noticedBy: { file: tokens, test: 'does what its scopes say, and nothing else' },
  },
  {
    id: 'subscriptions-without-scope',
    removes: 'the same question for subscriptions',
    edits: [
      {
        file: 'src/graphql/schema/with-scopes.ts',
        find: 'if (subscribe) field.subscribe = guarded(subscribe, scope);',
        replace: 'if (subscribe) field.subscribe = subscribe;',
      },
    ],
    noticedBy: { file: tokens, test: 'does what its scopes say, and nothing else' },
  },
  ...(
    [
      ['Query.auditTrail', 'admin'],
      ['Mutation.deleteDataset', 'run'],
      ['Mutation.rotateCredential', 'credentials'],
      ['Mutation.rotateKeys', 'operator'],
    ] as const
  ).map(([field, scope]): SeededFault => ({
    id: `scope-of-${field.replace(/\w+\./, '').replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`,
    removes: `the scope of ${field}`,
    edits: [
      {
        file: 'src/graphql/schema/field-scopes.ts',
        find: `'${field}': '${scope}'`,
        replace: `'${field}': 'read'`,
      },
    ],
    noticedBy: { file: 'test/contract/scopes.test.ts', test: 'a token that may only look can change nothing' },
  })),
  {
    id: 'more-than-the-maker-has',
    removes: 'the rule that a token gives no scope that it lacks',
    edits: [{ file: manageTokens, find: '!own.includes(scope)', replace: "scope === ('' as Scope)" }],
    noticedBy: { file: tokens, test: 'gives no more than its maker has' },
  },
  {
    id: 'operator-for-other-tenants',
    removes: 'what keeps the operator’s scope in his own tenant',
    edits: [
      {
        file: manageTokens,
        find: 'isOperator(caller) && tenant !== caller.tenant.id ? tenantScopes : ',
        replace: '',
      },
    ],
    noticedBy: { file: tokens, test: 'gives no more than its maker has' },
  },
  {
    id: 'tokens-for-other-tenants',
    removes: 'the rule that only an operator makes tokens of another tenant',
    edits: [
      {
        file: manageTokens,
        find: 'isOperator(caller) ? await this.deps.access.findTenant(other) : undefined',
        replace: 'await this.deps.access.findTenant(other)',
      },
    ],
    noticedBy: { file: tokens, test: 'gives no more than its maker has' },
  },
  {
    id: 'token-file-for-all',
    removes: 'the mode of the file that the first token is kept in',
    edits: [{ file: 'src/server/first-token.ts', find: "'wx', 0o600", replace: "'wx', 0o644" }],
    noticedBy: { file: 'test/integration/server.test.ts', test: 'keeps the first token where only its owner reads it' },
  },
  {
    id: 'audit-trail-removable',
    removes: 'what keeps the server itself from changing the audit trail',
    edits: [
      {
        file: 'src/postgres/walls/raise-walls.ts',
        find: "audit_events: 'select, insert'",
        replace: "audit_events: 'select, insert, update, delete'",
      },
    ],
    noticedBy: { file: tokens, test: 'says who did what, to the tenant alone, and can be neither changed nor removed' },
  },
  {
    id: 'removals-untold',
    removes: 'the audit entry of a credential that is removed',
    edits: [
      {
        file: 'src/use-cases/remove-credential.ts',
        find: 'this.deps.audit.record({',
        replace: 'Promise.resolve({',
      },
    ],
    noticedBy: { file: tokens, test: 'says who did what, to the tenant alone, and can be neither changed nor removed' },
  },
  {
    id: 'streams-outlive-their-token',
    removes: 'the end of subscriptions whose token has ended',
    edits: [
      {
        file: 'src/server/end-subscriptions-of-ended-tokens.ts',
        find: 'if (tokens.size === 0) return;',
        replace: 'if (tokens.size >= 0) return;',
      },
    ],
    noticedBy: { file: 'test/integration/ended-tokens.test.ts', test: 'reads no more of it' },
  },
];
