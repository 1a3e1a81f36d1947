import type { CompletionRequest, Correction, Message } from '../sdk/index.js';

type OfPart = Extract<
  Correction,
  {
    readonly kind:
      | 'unsupported-feature'
      | 'unsupported-field'
      | 'unsupported-response-format'
      | 'system-prompt-as-user'
      | 'leading-system-prompt'
      | 'merged-turns';
  }
>;

/** Whether a request has the very thing that a correction says is not taken. */
export function carriesPart(correction: OfPart, sent: CompletionRequest): boolean {
  const { messages, tools = [], responseFormat } = sent;
  switch (correction.kind) {
    case 'unsupported-feature':
      return features[correction.feature](sent);
    case 'unsupported-field':
      return fields[correction.field](sent);
    case 'unsupported-response-format':
      if (responseFormat === undefined || responseFormat.kind === 'text') return false;
      return responseFormat.kind === (correction.format ?? responseFormat.kind);
    case 'system-prompt-as-user':
      return messages.some(isSystem);
    case 'leading-system-prompt':
      return messages.slice(1).some(isSystem);
    default:
      return tools.length === 0 && messages.some(({ role }, at) => role !== 'tool' && role === messages[at + 1]?.role);
  }
}

const isSystem = ({ role }: Message) => role === 'system';

const features: Readonly<
  Record<Extract<OfPart, { kind: 'unsupported-feature' }>['feature'], (sent: CompletionRequest) => boolean>
> = {
  tools: ({ tools = [] }) => tools.length > 0,
  'parallel-tools': ({ tools = [], parallelToolCalls }) => tools.length > 0 && parallelToolCalls !== false,
  vision: ({ messages }) => messages.some(({ images = [] }) => images.length > 0),
  streaming: ({ stream }) => stream === true,
  prefill: ({ messages }) => messages.at(-1)?.role === 'assistant',
};

const fields: Readonly<
  Record<Extract<OfPart, { kind: 'unsupported-field' }>['field'], (sent: CompletionRequest) => boolean>
> = {
  endUser: ({ endUser }) => endUser !== undefined,
  speakerNames: ({ messages }) => messages.some(({ name }) => name !== undefined),
  cacheMarks: ({ messages }) => messages.some(({ cache }) => cache === true),
  toolStrict: ({ tools = [] }) => tools.some(({ strict }) => strict !== undefined),
  formatStrict: ({ responseFormat }) => responseFormat?.strict !== undefined,
  toolChoice: ({ toolChoice }) => toolChoice !== undefined,
  parallelToolCalls: ({ parallelToolCalls }) => parallelToolCalls !== undefined,
  providerOptions: ({ providerOptions }) => providerOptions !== undefined,
};
