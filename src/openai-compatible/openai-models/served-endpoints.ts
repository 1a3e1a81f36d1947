import type { ModelDeclaration, Quirk, ReasoningEffort } from '../../sdk/index.js';
import { asOf, sources } from './sources.js';

const asked: readonly ReasoningEffort[] = ['minimal', 'low', 'medium', 'high', 'xhigh', 'max'];
const responses = { kind: 'served-endpoint', endpoint: 'responses', asOf } as const;

/** Served by the Responses API and by nothing else. */
const responsesOnly = [
  'o1-pro*',
  'o3-pro*',
  '*-deep-research*',
  'computer-use-preview*',
  'codex-mini*',
  'gpt-5-pro*',
  'gpt-5.2-pro*',
  'gpt-5.4-pro*',
  'gpt-5.5-pro*',
  'gpt-5-codex*',
  'gpt-5.1-codex*',
  'gpt-5.2-codex*',
  'gpt-5.3-codex*',
  'gpt-5.6-cyber*',
  'gpt-daybreak*',
] as const;

const elsewhere = (id: string, endpoint: string, description: string): Quirk => ({
  kind: 'other-endpoint',
  id,
  endpoint,
  description,
  source: `${sources.schema}; ${sources.modelIds}`,
  asOf,
});

/** Which endpoint serves a model, or a request to it. */
export const servedEndpoints: readonly ModelDeclaration[] = [
  {
    matches: responsesOnly,
    quirks: [
      {
        ...responses,
        id: 'responses-only',
        description: 'Served by the Responses API alone, and asked there.',
        source: `${sources.catalogue}; ${sources.modelIds}; ${sources.responsesOnly}`,
      },
    ],
  },
  {
    matches: ['gpt-5.2*', 'gpt-5.3*', 'gpt-5.4*', 'gpt-5.5*', 'gpt-5.6*', 'gpt-6*'],
    quirks: [
      {
        ...responses,
        id: 'tools-with-effort-on-responses',
        when: { with: ['tools'], reasoningEffort: asked },
        description: 'Chat completions refuse tools together with reasoning; the Responses API takes both.',
        source: sources.toolsAndEffort,
      },
    ],
  },
  {
    matches: ['gpt-5.5*', 'gpt-5.6*', 'gpt-6*'],
    quirks: [
      {
        ...responses,
        id: 'tools-on-responses',
        when: { with: ['tools'], reasoningEffort: ['unset'] },
        description:
          'The model reasons unless told not to, and chat completions refuse tools then; the Responses API takes both.',
        source: sources.toolsAndDefaultEffort,
      },
    ],
  },
  {
    matches: ['o1-pro*', 'o3-pro*', 'gpt-5-pro*', 'gpt-5.5-pro*'],
    quirks: [{ kind: 'unsupported-feature', id: 'no-stream', feature: 'streaming', source: sources.proStreams, asOf }],
  },
  {
    matches: ['text-embedding-*'],
    quirks: [elsewhere('embeddings', '/v1/embeddings', 'Makes vectors of texts, and answers nothing.')],
  },
  {
    matches: ['gpt-image-*', 'chatgpt-image-*', 'dall-e-*'],
    quirks: [elsewhere('pictures', '/v1/images', 'Makes pictures, and answers nothing.')],
  },
  {
    matches: ['tts-*', 'whisper-*', '*-tts*', '*-transcribe*'],
    quirks: [elsewhere('speech', '/v1/audio', 'Speaks or listens, and answers nothing.')],
  },
  { matches: ['*-moderation-*'], quirks: [elsewhere('moderation', '/v1/moderations', 'Judges texts alone.')] },
  {
    matches: ['gpt-realtime*', '*-realtime-*'],
    quirks: [elsewhere('realtime', '/v1/realtime', 'Talks over a connection that stays open.')],
  },
  { matches: 'sora-*', quirks: [elsewhere('videos', '/v1/videos', 'Makes videos, and answers nothing.')] },
  {
    matches: ['babbage-*', 'davinci-*', 'gpt-3.5-turbo-instruct*'],
    quirks: [elsewhere('text-completions', '/v1/completions', 'Continues texts, and knows no conversation.')],
  },
  {
    matches: ['gpt-audio*', '*-audio-preview*'],
    quirks: [
      {
        kind: 'other-endpoint',
        id: 'audio-only',
        endpoint: '/v1/chat/completions with audio',
        description: 'A request must hold sound or ask for it, which this plugin does not.',
        source: sources.audio,
        asOf,
      },
    ],
  },
];
