import type { GraphQLClient } from 'graphql-request';
import { addCredentialMutation, type AddCredentialResult } from './credential-documents.js';
import type { DemoOptions } from './demo-options.js';
import { providerOf } from './provider-of.js';
import { say } from '../terminal.js';

/** Gives the demo's server the user's key, where there is one. */
export async function storeOwnKey(
  client: GraphQLClient,
  { model, apiKey, baseUrl }: Pick<DemoOptions, 'model' | 'apiKey' | 'baseUrl'>,
): Promise<void> {
  if (apiKey === undefined && baseUrl === undefined) return;
  const provider = providerOf(model);
  const input = { provider, apiKey, baseUrl, name: 'yours', makeDefault: true };
  const { addCredential } = await client.request<AddCredentialResult>(addCredentialMutation, { input });
  say(`\nYour key for ${provider} is sealed; it can leave for ${addCredential.origin} alone.`);
}
