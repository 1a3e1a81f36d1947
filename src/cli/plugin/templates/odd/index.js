import { defineProvider } from 'byom/sdk';
import { adapter } from './adapter.js';

/** All but the two that Acme takes. */
const notTaken = [
  'topP',
  'topK',
  'stop',
  'seed',
  'frequencyPenalty',
  'presencePenalty',
  'n',
  'logprobs',
  'reasoningEffort',
];

export default defineProvider({
  id: 'acme',
  name: 'Acme',
  sdkVersion: 1,
  homepage: 'https://acme.example',
  baseUrl: 'https://api.acme.example',
  baseUrlCustomizable: true,
  // The host signs what is sent, with a secret that the plugin never sees.
  auth: {
    kind: 'hmac',
    algorithm: 'sha256',
    secret: 'secretKey',
    keyId: 'accessId',
    signs: '{method}\n{path}\n{timestamp}\n{bodyHash}',
    headers: { authorization: 'ACME {keyId}:{signature}', 'x-acme-date': '{timestamp}' },
  },
  credentialFields: [
    { name: 'accessId', label: 'Access id', secret: true, required: true },
    { name: 'secretKey', label: 'Secret key', secret: true, required: true },
  ],
  quirks: [
    ...notTaken.map((parameter) => ({ kind: 'unsupported-parameter', parameter })),
    { kind: 'unsupported-response-format', formats: ['json', 'json-schema'], instead: 'instruction' },
    {
      kind: 'wire-format',
      id: 'one-prompt',
      description: 'Acme takes one text: messages are written one below the other, each behind its role.',
    },
  ],
  models: [{ matches: 'oracle', name: 'Oracle', contextWindow: 8192, features: ['streaming', 'system-prompt'] }],
  connect: () => adapter,
});
