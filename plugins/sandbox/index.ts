import { defineProvider } from 'byom/sdk';
import { SandboxAdapter } from './sandbox-adapter.js';

export default defineProvider({
  id: 'sandbox',
  name: 'Sandbox (simulated, not a language model)',
  description:
    'A simulation for trying BYOM without a key, a network or a bill. It answers by comparing words with what the prompt says and shows; it understands nothing. Scores reached on it say nothing about real models.',
  sdkVersion: 1,
  version: '1.0.0',
  auth: { kind: 'none' },
  credentialFields: [],
  // Names no host on any network (RFC 2606): nothing is ever sent.
  baseUrl: 'https://sandbox.invalid',
  baseUrlCustomizable: false,
  quirks: [
    {
      kind: 'model-limit',
      id: 'simulated',
      description: 'Simulated within the server by comparing words: no language model answers, and nothing is sent.',
    },
    { kind: 'leading-system-prompt', description: 'Reads system messages first, as one.' },
    {
      kind: 'limited-range',
      parameter: 'temperature',
      min: 0,
      max: 1,
      description: 'Takes a temperature of at most 1; it is deterministic all the same.',
    },
    { kind: 'limited-stop-sequences', most: 4, description: 'Takes at most four stop sequences.' },
    { kind: 'unsupported-parameter', parameter: 'topK', description: 'Does not sample, so there is nothing to cut.' },
    { kind: 'unsupported-parameter', parameter: 'n', description: 'Gives one choice.' },
    { kind: 'unsupported-parameter', parameter: 'logprobs', description: 'Has no probabilities.' },
    { kind: 'unsupported-parameter', parameter: 'frequencyPenalty', description: 'Does not sample.' },
    { kind: 'unsupported-parameter', parameter: 'presencePenalty', description: 'Does not sample.' },
    { kind: 'unsupported-parameter', parameter: 'reasoningEffort', description: 'Does not reason.' },
  ],
  models: [
    {
      matches: ['simulated-small', 'simulated-large'],
      maxOutputTokens: 4_096,
      price: { input: 0, output: 0 },
      features: ['streaming', 'system-prompt', 'seed', 'json-mode', 'json-schema'],
      defaults: { temperature: 0 },
    },
    { matches: 'simulated-small', name: 'Simulated small (guesses more)', contextWindow: 8_192 },
    { matches: 'simulated-large', name: 'Simulated large', contextWindow: 32_768 },
  ],
  connect: () => new SandboxAdapter(),
});
