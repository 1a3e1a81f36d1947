import type { SeededFault } from '../seeded-fault.js';

const vault = 'test/unit/vault.test.ts';
const opensElsewhere = { file: vault, test: 'is unreadable under another tenant, id, provider, origin or version' };
const context = 'src/vault/credential-vault.ts';

export const custodyFaults: readonly SeededFault[] = [
  {
    id: 'no-context',
    removes: 'what a sealed record is bound to',
    file: 'src/vault/seal-record.ts',
    find: 'parts.flatMap(',
    replace: 'parts.slice(0, 1).flatMap(',
    noticedBy: opensElsewhere,
  },
  {
    id: 'context-without-lengths',
    removes: 'the length before each part of a context',
    file: 'src/vault/seal-record.ts',
    find: 'return [length, bytes];',
    replace: 'return [bytes];',
    noticedBy: { file: vault, test: 'are one only where every part is' },
  },
  ...['tenant', 'id', 'String(version)', 'provider', 'origin'].map((part) => ({
    id: `sealed-without-${part.replaceAll(/String\(|\)/g, '')}`,
    removes: `${part} in what a sealed key is bound to`,
    file: context,
    find: `'byom credential',\n  tenant,\n  id,\n  String(version),\n  provider,\n  origin,\n`,
    replace: `'byom credential',\n  tenant,\n  id,\n  String(version),\n  provider,\n  origin,\n`.replace(
      `  ${part},\n`,
      '',
    ),
    noticedBy: opensElsewhere,
  })),
  {
    id: 'short-tags',
    removes: 'the length of the tag that is asked for when a record is opened',
    file: 'src/vault/seal-record.ts',
    find: "createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: tagLength })",
    replace: "createDecipheriv('aes-256-gcm', key, nonce)",
    noticedBy: { file: vault, test: 'is unreadable when cut short, down to a short tag' },
  },
  {
    id: 'tag-unchecked',
    removes: 'the end of decryption, which checks the tag',
    file: 'src/vault/seal-record.ts',
    find: 'return Buffer.concat([head, decipher.final()]);',
    replace: 'return head;',
    noticedBy: { file: vault, test: 'is unreadable after any single bit of it is flipped' },
  },
];
