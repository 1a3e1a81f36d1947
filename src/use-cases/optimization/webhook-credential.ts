import type { ProviderDefinition } from '../../sdk/index.js';

/** What a webhook's secret is kept under: like a provider's key, sealed and bound to one origin. */
export const webhookCredential: ProviderDefinition = {
  // No plugin's id has a colon.
  id: 'byom:webhook',
  name: 'Webhook',
  sdkVersion: 1,
  auth: { kind: 'bearer' },
  credentialFields: [{ name: 'secret', label: 'Secret', secret: true, required: true }],
  models: [],
  connect() {
    throw new Error('A webhook is no provider.');
  },
};
