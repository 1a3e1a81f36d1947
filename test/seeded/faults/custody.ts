import type { SeededFault } from '../seeded-fault.js';

const unit = 'test/unit/vault.test.ts';
const rotation = 'test/unit/vault-rotation.test.ts';
const custody = 'test/integration/custody.test.ts';
const seal = 'src/vault/seal-record.ts';
const vault = 'src/vault/credential-vault.ts';
const keyFile = 'src/vault/key-file.ts';
const bound = `  'byom credential',\n  tenant,\n  id,\n  String(version),\n  provider,\n  origin,\n`;
const elsewhere = { file: unit, test: 'is unreadable under another tenant, id, provider, origin or version' };

/** A key is bound to each of these, so that its row opens nowhere else. */
const unbound = ['tenant', 'id', 'version', 'provider', 'origin'].map((part): SeededFault => ({
  id: `sealed-without-${part}`,
  removes: `the ${part} in what a sealed key is bound to`,
  edits: [
    {
      file: vault,
      find: bound,
      replace: bound.replace(part === 'version' ? '  String(version),\n' : `  ${part},\n`, ''),
    },
  ],
  noticedBy:
    part === 'tenant' ? { file: unit, test: 'is unreadable under another tenant, even under one data key' } : elsewhere,
}));

export const custodyFaults: readonly SeededFault[] = [
  {
    id: 'sealed-without-context',
    removes: 'all that a sealed record is bound to',
    edits: [{ file: seal, find: 'parts.flatMap(', replace: 'parts.slice(0, 1).flatMap(' }],
    noticedBy: elsewhere,
  },
  ...unbound,
  {
    id: 'context-without-lengths',
    removes: 'the length before each part of a context, which tells where it ends',
    edits: [{ file: seal, find: 'return [length, bytes];', replace: 'return [bytes];' }],
    noticedBy: { file: unit, test: 'are one only where every part is' },
  },
  {
    id: 'short-tags',
    removes: 'both the least length of a record and that of the tag that it is opened with',
    edits: [
      { file: seal, find: 'record.length < headLength || ', replace: '' },
      {
        file: seal,
        find: "createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: tagLength })",
        replace: "createDecipheriv('aes-256-gcm', key, nonce)",
      },
    ],
    noticedBy: { file: unit, test: 'is unreadable with a tag of a few bytes, which could be guessed' },
  },
  {
    id: 'tag-unchecked',
    removes: 'the end of decryption, which checks the tag',
    edits: [{ file: seal, find: 'return Buffer.concat([head, decipher.final()]);', replace: 'return head;' }],
    noticedBy: { file: unit, test: 'is unreadable after any single bit of it is flipped' },
  },
  {
    id: 'unreadable-is-empty',
    removes: 'the error for what cannot be decrypted: it is an empty key',
    edits: [{ file: seal, find: '  } catch {\n', replace: '  } catch {\n    if (key) return Buffer.alloc(0);\n' }],
    noticedBy: { file: custody, test: 'that was moved or altered in the database is unreadable, and goes nowhere' },
  },
  {
    id: 'nothing-sealed',
    removes: 'encryption: the key is stored as it is',
    edits: [
      {
        file: vault,
        find: 'sealRecord(key, writeSecretRecord(secrets), sealContext(identity))',
        replace: 'writeSecretRecord(secrets)',
      },
    ],
    noticedBy: { file: unit, test: 'opens to the key that was sealed, and holds it nowhere in the open' },
  },
  {
    id: 'wrapped-without-tenant',
    removes: 'the tenant in what a wrapped data key is bound to',
    edits: [
      {
        file: 'src/vault/data-keys.ts',
        find: "  'byom data key',\n  tenant,\n",
        replace: "  'byom data key',\n",
      },
    ],
    noticedBy: { file: unit, test: 'opens no data key that was moved to another tenant' },
  },
  {
    id: 'wrong-key-file-taken',
    removes: 'the check that the key file is the one that the database was sealed under',
    edits: [{ file: 'src/vault/server-secret.ts', find: '    openRecord(key, sealed, formerContext);\n', replace: '' }],
    noticedBy: { file: unit, test: 'is told from a wrong one at start' },
  },
  {
    id: 'key-file-for-all',
    removes: 'the check that nobody else may read the key file',
    edits: [{ file: keyFile, find: 'if ((mode & 0o077) !== 0)', replace: 'if (mode < 0)' }],
    noticedBy: { file: unit, test: 'is refused where others may read it, or where it is no key' },
  },
  {
    id: 'key-file-made-for-all',
    removes: 'the mode of a new key file',
    edits: [{ file: keyFile, find: "open(draft, 'wx', 0o600)", replace: "open(draft, 'wx', 0o644)" }],
    noticedBy: { file: unit, test: 'is made once, for its owner alone, and read again' },
  },
  {
    id: 'fingerprints-of-all-tenants',
    removes: "the tenant's own key of fingerprints",
    edits: [{ file: vault, find: "deriveKey(dataKey, 'fingerprint')", replace: "'fingerprint'" }],
    noticedBy: { file: unit, test: 'never seals the same bytes twice, and tells equal keys of one tenant' },
  },
  {
    id: 'hint-of-short-keys',
    removes: 'the least length of a key whose last characters are shown',
    edits: [{ file: vault, find: 'main.length >= 20', replace: 'main.length >= 4' }],
    noticedBy: { file: unit, test: 'shows no hint of a short key' },
  },
  {
    id: 'secret-serialised',
    removes: 'what keeps a secret in memory out of JSON',
    edits: [
      {
        file: 'src/vault/tenant-secret.ts',
        find: "toJSON(): string {\n    return '[secret]';",
        replace: 'toJSON(): string {\n    return JSON.stringify(this.#open());',
      },
    ],
    noticedBy: { file: unit, test: 'shows nothing when printed, serialised or inspected' },
  },
  {
    id: 'secret-opened-elsewhere',
    removes: 'the rule that egress alone opens a secret',
    edits: [
      {
        file: 'src/use-cases/resolve-credential.ts',
        find: 'return (await this.resolve(caller, input, provider)).credential;',
        replace:
          'const { credential } = await this.resolve(caller, input, provider);\n    credential.secret?.openForEgress();\n    return credential;',
      },
    ],
    noticedBy: { file: 'test/unit/vault-opening.test.ts', test: 'a secret is made in the vault alone' },
  },
  {
    id: 'header-breaking-keys',
    removes: 'the refusal of line breaks and control characters in a key',
    edits: [
      {
        file: 'src/vault/check-secret.ts',
        find: 'if (/[\\u0000-\\u001f\\u007f-\\u009f]/.test(value))',
        replace: "if (value === '\\u0000')",
      },
    ],
    noticedBy: { file: unit, test: 'is refused where it cannot be a header, without a character of it in the message' },
  },
  {
    id: 'former-data-key-kept',
    removes: 'the destruction of a data key that was replaced',
    edits: [{ file: vault, find: '    await this.keys.destroyFormer(tenant);\n', replace: '' }],
    noticedBy: { file: rotation, test: 'of a data key seals everything anew, and destroys the former' },
  },
  {
    id: 'former-key-encryption-key-kept',
    removes: 'the destruction of the versions of the key-encryption key before a rotation',
    edits: [
      {
        file: 'src/vault/rotate-key-encryption.ts',
        find: '  await store.alone(() => ring.retire(version));\n',
        replace: '',
      },
    ],
    noticedBy: { file: rotation, test: 'of the key-encryption key leaves no key under a former version' },
  },
  {
    id: 'rotations-overwrite-each-other',
    removes: 'the version that a replaced credential must still have',
    edits: [
      {
        file: 'src/postgres/postgres-credential-store.ts',
        find: ', eq(credentials.version, from)))',
        replace: '))',
      },
    ],
    noticedBy: { file: custody, test: 'of two that replace a key at once one is told that it came too late' },
  },
  {
    id: 'moved-without-its-key',
    removes: 'both rules by which another address needs the key again',
    edits: [
      { file: 'src/vault/check-credential.ts', find: 'if (!field.required) continue;', replace: 'continue;' },
      {
        file: 'src/use-cases/rotate-credential.ts',
        find: 'if (stored.sealed !== null && secrets === null)',
        replace: 'if (secrets === undefined)',
      },
    ],
    noticedBy: { file: custody, test: 'goes to another address only when it is given again' },
  },
];
