import { defineProvider, type Quirk } from 'byom/sdk';
import { openAICompatible } from 'byom/openai-compatible';

const asOf = '2026-11-23';
const source = 'npm @earendil-works/pi-ai@1.5.2 dist/api/openai-completions.js';

/** What not every server of the dialect takes. Unknown fields are an error at some, so nothing is sent on trust. */
const quirks: readonly Quirk[] = [
  {
    kind: 'unsupported-parameter',
    id: 'no-top-k',
    parameter: 'topK',
    description: 'Not part of the dialect: some servers take top_k and others refuse the request, so it is not sent.',
    source,
    asOf,
  },
  {
    kind: 'unsupported-parameter',
    id: 'no-reasoning-effort',
    parameter: 'reasoningEffort',
    description: 'Newer than many servers, some of which refuse what they do not know, so it is not sent.',
    source,
    asOf,
  },
  {
    kind: 'wire-format',
    id: 'plainest-dialect',
    description:
      'The oldest spellings are sent: the role system, max_tokens, and JSON Schemas without strict. Every server knows these, and not all know what came later.',
    source,
    asOf,
  },
];

export default defineProvider({
  id: 'openai-compatible',
  name: 'OpenAI-compatible endpoint',
  description:
    'Any server that speaks chat completions, one of your own included. Its credential names the base URL, up to /v1; the key may be left out. The model is what the server calls it.',
  sdkVersion: 1,
  version: '1.0.0',
  auth: { kind: 'bearer' },
  credentialFields: [
    {
      name: 'apiKey',
      label: 'API key',
      secret: true,
      required: false,
      description: 'Left out for a server that asks for none.',
    },
  ],
  baseUrlCustomizable: true,
  quirks,
  models: [{ matches: '*', features: ['streaming', 'system-prompt'] }],
  connect: () => openAICompatible({ strictSchemas: false }),
});
