import { authChoices, type CredentialField, type ProviderDefinition } from '../sdk/index.js';
import type { NormalizedDefinition } from './provider-registry.js';

const apiKey: CredentialField = { name: 'apiKey', label: 'API key', secret: true, required: true };

/** Fills in what a plugin left out. */
export function normalizeDefinition(definition: ProviderDefinition, packageVersion?: string): NormalizedDefinition {
  const { auth, baseUrl, version = packageVersion ?? '0.0.0' } = definition;
  const keyless = authChoices(auth).every(({ kind }) => kind === 'none');
  return Object.freeze({
    ...definition,
    version,
    credentialFields: definition.credentialFields ?? (keyless ? [] : [apiKey]),
    ...(baseUrl !== undefined && { baseUrl: baseUrl.replace(/\/+$/, '') }),
    baseUrlCustomizable: baseUrl === undefined || definition.baseUrlCustomizable === true,
    quirks: definition.quirks ?? [],
    connect: definition.connect.bind(definition),
  });
}
