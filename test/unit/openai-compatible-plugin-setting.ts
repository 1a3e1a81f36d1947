import { expect } from '@jest/globals';
import { adaptRequest } from '../../src/adaptation/adapt-request.js';
import { resolveModel } from '../../src/catalogue/resolve-model.js';
import type {
  Completion,
  CompletionDelta,
  CompletionRequest,
  ProviderDefinition,
  ProviderRequestInit,
  Quirk,
} from '../../src/sdk/index.js';
import { responseOf } from './openai-compatible-setting.js';

export const messages: CompletionRequest['messages'] = [
  { role: 'system', content: 'Be brief.' },
  { role: 'user', content: 'One.' },
  { role: 'user', content: 'Two.' },
];
export const tools = [{ name: 'look', schema: { type: 'object' } }];
export const wireTools = [{ type: 'function', function: { name: 'look', parameters: { type: 'object' } } }];
export const schema = { type: 'object', properties: { a: { type: 'string' } } };
export const picture = [
  { role: 'user', content: 'What?', images: [{ url: 'https://pictures.example/1.png' }] },
] as const;
export const wirePicture = [
  {
    role: 'user',
    content: [
      { type: 'text', text: 'What?' },
      { type: 'image_url', image_url: { url: 'https://pictures.example/1.png' } },
    ],
  },
];

/** A request of a model, and what its body holds beside the model and these messages, or the code it fails with. */
export type BodyCase = readonly [string, Partial<CompletionRequest>, Readonly<Record<string, unknown>> | string];

export function adapterOf(definition: ProviderDefinition) {
  return definition.connect({
    resolve: () => {
      throw new Error('needs nothing of the host');
    },
  });
}

/** What the core and the plugin make of a request together. */
export function preparedOf(definition: ProviderDefinition, [model, rest]: BodyCase): unknown {
  const request: CompletionRequest = { model, messages, parameters: {}, ...rest };
  const policy = { onUnsupported: 'adapt', onOverflow: 'reject' } as const;
  try {
    const adapted = adaptRequest(request, resolveModel(definition, model), policy);
    return adapterOf(definition).prepare(adapted.request, { stream: false });
  } catch (error) {
    return (error as { code?: string }).code;
  }
}

export const expectedOf = ([model, , body]: BodyCase): unknown =>
  typeof body === 'string' ? body : { method: 'POST', path: '/chat/completions', body: { model, messages, ...body } };

/** The quirks that rules of the core handle. */
export function ruleQuirks({ quirks = [], models }: ProviderDefinition): Quirk[] {
  const all = new Set([...quirks, ...models.flatMap((model) => model.quirks ?? [])]);
  return [...all].filter(({ kind }) => kind !== 'wire-format' && kind !== 'model-limit');
}

/** The cases that come out wrong when a quirk is not declared. */
export function wrongWithout(definition: ProviderDefinition, quirk: Quirk, cases: readonly BodyCase[]): BodyCase[] {
  const others = (quirks: readonly Quirk[] = []) => quirks.filter((one) => one !== quirk);
  const changed: ProviderDefinition = {
    ...definition,
    quirks: others(definition.quirks),
    models: definition.models.map((model) => ({ ...model, quirks: others(model.quirks) })),
  };
  return cases.filter((one) => {
    try {
      expect(preparedOf(changed, one)).toEqual(expectedOf(one));
      return false;
    } catch {
      return true;
    }
  });
}

export interface PluginAttempt {
  readonly completion?: Completion;
  readonly code?: string;
  readonly sends: readonly { readonly url: string; readonly init: ProviderRequestInit }[];
  readonly texts: readonly string[];
}

interface AttemptOptions {
  readonly stream?: boolean;
  readonly baseUrl?: string;
  readonly request?: Partial<CompletionRequest>;
}

/** One attempt at a server that gives this answer. */
export async function attemptOf(
  definition: ProviderDefinition,
  answer: { readonly status?: number; readonly body: string },
  { stream = false, baseUrl = 'http://host.example/v1', request }: AttemptOptions = {},
): Promise<PluginAttempt> {
  const sends: { url: string; init: ProviderRequestInit }[] = [];
  const texts: string[] = [];
  const type = { 'content-type': stream ? 'text/event-stream' : 'application/json' };
  const attempting = adapterOf(definition).complete(
    { model: 'some/model', messages, parameters: {}, ...request },
    {
      fetch: async (url, init = {}) => {
        sends.push({ url: String(url), init });
        return responseOf({ ...answer, headers: type });
      },
      baseUrl,
      fields: {},
      signal: new AbortController().signal,
      ...(stream && { onDelta: ({ text = '' }: CompletionDelta) => texts.push(text) }),
    },
  );
  const outcome = await attempting.then(
    (completion) => ({ completion }),
    (error: { code: string }) => ({ code: error.code }),
  );
  return { ...outcome, sends, texts };
}

/** A whole reply of one choice. */
export const replyOf = (text: string, promptTokens: number): string =>
  JSON.stringify({
    choices: [{ index: 0, message: { content: text }, finish_reason: 'stop' }],
    usage: { prompt_tokens: promptTokens, completion_tokens: 1 },
  });
