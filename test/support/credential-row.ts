import { randomBytes, randomUUID } from 'node:crypto';
import type { StoredCredential } from '../../src/vault/credential-store.js';

type Row = Omit<StoredCredential, 'createdAt' | 'lastUsedAt'>;

/** A stored key for OpenAI, the tenant's default, whose sealed part opens nothing. */
export const credentialRow = (tenant: string, more: Partial<Row> = {}): Row => ({
  id: randomUUID(),
  tenant,
  provider: 'openai',
  name: 'main',
  baseUrl: 'https://api.openai.com/v1',
  origin: 'https://api.openai.com',
  fields: { organization: 'o\u0000' },
  sealed: randomBytes(40),
  version: 1,
  hint: 'abcd',
  fingerprint: 'f',
  dataKey: null,
  isDefault: true,
  optimization: null,
  ...more,
});
