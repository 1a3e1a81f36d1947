import type { CredentialInput } from '../resolve-credential.js';

/**
 * What of a credential counts as asked: which one, or for whom and to where. Not the key itself, which may have been
 * replaced before a retry, and which has no place in a table even as a digest; so too for fields, of which some are keys.
 */
export const askedCredential = ({ id, provider, fields, baseUrl, apiKey }: CredentialInput) => ({
  id: id ?? undefined,
  provider: provider ?? undefined,
  fields: fields && Object.keys(fields).length > 0 ? Object.keys(fields).toSorted() : undefined,
  baseUrl: baseUrl ?? undefined,
  apiKey: typeof apiKey === 'string' ? true : undefined,
});
