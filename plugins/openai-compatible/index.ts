import { openAICompatible } from 'byom/openai-compatible';
import { defineProvider } from 'byom/sdk';

const asOf = '2026-11-23';
const source = 'npm @earendil-works/pi-ai@1.5.2 dist/api/openai-completions.js';

export default defineProvider({
  id: 'openai-compatible',
  name: 'OpenAI-compatible endpoint',
  description:
    'Any server of the chat-completions dialect, one of your own included: the credential names its base URL. Only what nearly every such server takes is sent.',
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
  quirks: [
    {
      kind: 'unsupported-parameter',
      id: 'no-top-k',
      parameter: 'topK',
      description: 'Not part of the dialect; a server that has it takes it as the provider option top_k.',
      source,
      asOf,
    },
    {
      kind: 'unsupported-parameter',
      id: 'no-reasoning-effort',
      parameter: 'reasoningEffort',
      description: 'Not known everywhere; a server that has it takes it as the provider option reasoning_effort.',
      source,
      asOf,
    },
    {
      kind: 'wire-format',
      id: 'plainest-dialect',
      description: 'The oldest spellings are sent: role system, max_tokens, and schemas without strict.',
      source,
      asOf,
    },
  ],
  models: [{ matches: '*', features: ['streaming', 'tools', 'json-mode', 'json-schema', 'vision', 'system-prompt'] }],
  connect: () => openAICompatible({ strictSchemas: false }),
});
