import type { CompletionRequest, JsonValue, UnsupportedField } from '../../sdk/index.js';
import type { Rule } from '../rule.js';

interface Omission {
  readonly request: CompletionRequest;
  readonly parameter: string;
  readonly requested: JsonValue;
  readonly sent?: JsonValue;
  readonly lossless: boolean;
}

function without<T extends object, K extends keyof T>(whole: T, key: K): Omit<T, K> {
  const { [key]: _, ...rest } = whole;
  return rest;
}

/** What leaving a field out makes of a request, and what it loses; undefined where the field is not there. */
const omissions: Readonly<Record<UnsupportedField['field'], (request: CompletionRequest) => Omission | undefined>> = {
  endUser: ({ endUser, ...request }) =>
    endUser === undefined ? undefined : { request, parameter: 'endUser', requested: endUser, lossless: false },
  providerOptions: ({ providerOptions, ...request }) =>
    providerOptions && { request, parameter: 'providerOptions', requested: providerOptions, lossless: false },
  toolChoice: ({ toolChoice, ...request }) =>
    toolChoice && {
      request,
      parameter: 'toolChoice',
      requested: toolChoice as unknown as JsonValue,
      lossless: toolChoice.mode === 'auto',
    },
  parallelToolCalls: ({ parallelToolCalls, ...request }) =>
    parallelToolCalls === undefined
      ? undefined
      : { request, parameter: 'parallelToolCalls', requested: parallelToolCalls, lossless: false },
  speakerNames: (request) => {
    const names = request.messages.flatMap(({ name }) => name ?? []);
    if (names.length === 0) return undefined;
    const messages = request.messages.map((message) => without(message, 'name'));
    return { request: { ...request, messages }, parameter: 'messages', requested: { names }, lossless: false };
  },
  cacheMarks: (request) => {
    const marks = request.messages.filter(({ cache }) => cache !== undefined).length;
    if (marks === 0) return undefined;
    const messages = request.messages.map((message) => without(message, 'cache'));
    // The answer is the same without a cache.
    return {
      request: { ...request, messages },
      parameter: 'messages',
      requested: { cacheMarks: marks },
      lossless: true,
    };
  },
  toolStrict: (request) => {
    const { tools } = request;
    if (!tools?.some(({ strict }) => strict !== undefined)) return undefined;
    const sent = tools.map((tool) => without(tool, 'strict'));
    return {
      request: { ...request, tools: sent },
      parameter: 'tools',
      requested: tools as unknown as JsonValue,
      sent: sent as unknown as JsonValue,
      lossless: !tools.some(({ strict }) => strict === true),
    };
  },
  formatStrict: (request) => {
    const { responseFormat: format } = request;
    if (format?.strict === undefined) return undefined;
    const { strict, ...sent } = format;
    return {
      request: { ...request, responseFormat: sent },
      parameter: 'responseFormat',
      requested: format as unknown as JsonValue,
      sent: sent as unknown as JsonValue,
      lossless: !strict,
    };
  },
};

export const unsupportedField: Rule<UnsupportedField> = (request, quirk) => {
  const omission = omissions[quirk.field](request);
  if (omission === undefined) return undefined;
  const { request: sent, ...change } = omission;
  return {
    request: sent,
    adaptations: [
      {
        action: 'dropped',
        sent: null,
        ...change,
        reason: `The provider has no field for it: ${quirk.field}.`,
        quirk: quirk.id,
      },
    ],
  };
};
