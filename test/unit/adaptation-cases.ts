import { expect } from '@jest/globals';
import type { Adaptation, CompletionRequest, ModelDeclaration, RuleQuirk } from '../../src/sdk/index.js';
import { request, user } from '../support/adaptation-setting.js';

export interface AdaptationCase {
  readonly quirks: readonly RuleQuirk[];
  readonly facts?: Partial<ModelDeclaration>;
  readonly asked: CompletionRequest;
  /** What changes of the request. */
  readonly sent: Partial<CompletionRequest>;
  readonly told: readonly Partial<Adaptation>[];
}

const schema = { type: 'object', properties: { label: { type: 'string' } } };
export const adaptationCases: Record<string, AdaptationCase> = {
  'limited-range clamps': {
    quirks: [{ kind: 'limited-range', parameter: 'temperature', min: 0, max: 1 }],
    asked: request({ temperature: 1.8, topP: 0.5 }),
    sent: { parameters: { temperature: 1, topP: 0.5 } },
    told: [
      {
        parameter: 'temperature',
        action: 'clamped',
        requested: 1.8,
        sent: 1,
        lossless: false,
        quirk: 'acme/limited-range-temperature',
      },
    ],
  },
  'limited-range drops where it says so': {
    quirks: [{ kind: 'limited-range', parameter: 'seed', min: 0, outside: 'drop' }],
    asked: request({ seed: -4 }),
    sent: { parameters: {} },
    told: [{ parameter: 'seed', action: 'dropped', requested: -4, sent: null, lossless: false }],
  },
  'unsupported-options drops those named': {
    quirks: [{ kind: 'unsupported-options', options: ['service_tier', 'store'], values: ['flex'] }],
    asked: request({}, { providerOptions: { service_tier: 'flex', store: true, verbosity: 'low' } }),
    sent: { providerOptions: { store: true, verbosity: 'low' } },
    told: [
      { parameter: 'providerOptions', action: 'dropped', sent: { store: true, verbosity: 'low' }, lossless: false },
    ],
  },
  'unsupported-options drops all but those named': {
    quirks: [{ kind: 'unsupported-options', except: ['verbosity'] }],
    asked: request({}, { providerOptions: { store: true } }),
    sent: { providerOptions: undefined },
    told: [{ parameter: 'providerOptions', action: 'dropped', requested: { store: true }, sent: null }],
  },
  'unsupported-parameter drops': {
    quirks: [{ kind: 'unsupported-parameter', parameter: 'topK' }],
    asked: request({ topK: 40 }),
    sent: { parameters: {} },
    told: [{ parameter: 'topK', action: 'dropped', requested: 40, sent: null, lossless: false }],
  },
  'unsupported-parameter loses nothing where the value asks for what happens anyway': {
    quirks: [{ kind: 'unsupported-parameter', parameter: 'n' }],
    asked: request({ n: 1 }),
    sent: { parameters: {} },
    told: [{ parameter: 'n', action: 'dropped', lossless: true }],
  },
  'a condition reads the effort that will be sent, not the one asked for': {
    quirks: [
      { kind: 'unsupported-parameter', parameter: 'temperature', when: { reasoningEffort: ['unset', 'low', 'high'] } },
      { kind: 'limited-values', parameter: 'reasoningEffort', values: ['none', 'low', 'high'] },
    ],
    asked: request({ temperature: 0.5, reasoningEffort: 'minimal' }),
    sent: { parameters: { reasoningEffort: 'low' } },
    told: [
      { parameter: 'reasoningEffort', action: 'converted', requested: 'minimal', sent: 'low', lossless: false },
      { parameter: 'temperature', action: 'dropped', requested: 0.5, sent: null },
    ],
  },
  'limited-stop-sequences keeps the first': {
    quirks: [{ kind: 'limited-stop-sequences', most: 2 }],
    asked: request({ stop: ['a', 'b', 'c'] }),
    sent: { parameters: { stop: ['a', 'b'] } },
    told: [{ parameter: 'stop', action: 'truncated', requested: ['a', 'b', 'c'], sent: ['a', 'b'], lossless: false }],
  },
  'limited-values takes the nearest effort': {
    quirks: [{ kind: 'limited-values', parameter: 'reasoningEffort', values: ['low', 'medium', 'high'] }],
    asked: request({ reasoningEffort: 'max' }),
    sent: { parameters: { reasoningEffort: 'high' } },
    told: [{ action: 'converted', requested: 'max', sent: 'high', lossless: false }],
  },
  'renamed-parameter changes the spelling alone': {
    quirks: [{ kind: 'renamed-parameter', parameter: 'maxOutputTokens', as: 'max_completion_tokens' }],
    asked: request({ maxOutputTokens: 5 }),
    sent: { wireNames: { maxOutputTokens: 'max_completion_tokens' } },
    told: [
      {
        parameter: 'maxOutputTokens',
        action: 'renamed',
        requested: 'maxOutputTokens',
        sent: 'max_completion_tokens',
        lossless: true,
      },
    ],
  },
  'required-parameter gives the model’s maximum': {
    quirks: [{ kind: 'required-parameter', parameter: 'maxOutputTokens' }],
    facts: { maxOutputTokens: 8192 },
    asked: request({}),
    sent: { parameters: { maxOutputTokens: 8192 } },
    told: [{ action: 'inserted', requested: null, sent: 8192, lossless: true }],
  },
  'what is put in is clamped to what the window holds, and still only put in': {
    quirks: [{ kind: 'required-parameter', parameter: 'maxOutputTokens', value: 50_000 }],
    facts: { contextWindow: 1_000 },
    asked: request({}),
    sent: { parameters: { maxOutputTokens: 990 } },
    told: [{ action: 'inserted', requested: null, sent: 990, lossless: true }],
  },
  'exclusive-parameters drops one': {
    quirks: [{ kind: 'exclusive-parameters', keep: 'temperature', drop: 'topP' }],
    asked: request({ temperature: 1, topP: 0.5 }),
    sent: { parameters: { temperature: 1 } },
    told: [{ parameter: 'topP', action: 'dropped', requested: 0.5, lossless: false }],
  },
  'leading-system-prompt moves and joins': {
    quirks: [{ kind: 'leading-system-prompt' }],
    asked: request(
      {},
      { messages: [user, { role: 'system', content: 'be kind' }, user, { role: 'system', content: 'be brief' }] },
    ),
    sent: { messages: [{ role: 'system', content: 'be kind\n\nbe brief' }, user, user] },
    told: [
      {
        parameter: 'messages',
        action: 'moved',
        requested: ['user', 'system', 'user', 'system'],
        sent: ['system', 'user', 'user'],
        lossless: true,
      },
    ],
  },
  'merged-turns joins neighbours, but for the answers of tools': {
    quirks: [{ kind: 'merged-turns' }],
    asked: request(
      {},
      {
        messages: [
          user,
          { ...user, images: [{ url: 'https://i.example/a.png' }] },
          {
            role: 'assistant',
            content: '',
            toolCalls: [
              { id: '1', name: 'f', arguments: {} },
              { id: '2', name: 'f', arguments: {} },
            ],
          },
          { role: 'tool', content: 'a', toolCallId: '1' },
          { role: 'tool', content: 'b', toolCallId: '2' },
        ],
      },
    ),
    sent: {
      messages: [
        { role: 'user', content: 'hello\n\nhello', images: [{ url: 'https://i.example/a.png' }] },
        {
          role: 'assistant',
          content: '',
          toolCalls: [
            { id: '1', name: 'f', arguments: {} },
            { id: '2', name: 'f', arguments: {} },
          ],
        },
        { role: 'tool', content: 'a', toolCallId: '1' },
        { role: 'tool', content: 'b', toolCallId: '2' },
      ],
    },
    told: [
      {
        action: 'merged',
        requested: ['user', 'user', 'assistant', 'tool', 'tool'],
        sent: ['user', 'assistant', 'tool', 'tool'],
        lossless: true,
      },
    ],
  },
  'merged-turns says that speakers’ names are lost': {
    quirks: [{ kind: 'merged-turns' }],
    asked: request(
      {},
      {
        messages: [
          { ...user, name: 'ann' },
          { ...user, name: 'bob' },
        ],
      },
    ),
    sent: { messages: [{ role: 'user', content: 'hello\n\nhello' }] },
    told: [{ action: 'merged', lossless: false }],
  },
  'unsupported-response-format falls back to plain JSON and says the schema in words': {
    quirks: [{ kind: 'unsupported-response-format', formats: ['json-schema'], instead: 'json' }],
    asked: request({}, { responseFormat: { kind: 'json-schema', schema } }),
    sent: {
      responseFormat: { kind: 'json' },
      messages: [
        { role: 'system', content: expect.stringContaining(JSON.stringify(schema)) as unknown as string },
        user,
      ],
    },
    told: [
      {
        parameter: 'responseFormat',
        action: 'converted',
        requested: { kind: 'json-schema', schema },
        sent: { kind: 'json' },
        lossless: false,
      },
      { parameter: 'messages', action: 'inserted', requested: null, lossless: true },
    ],
  },
  'exclusive-response-format becomes an instruction in the system message': {
    quirks: [{ kind: 'exclusive-response-format' }],
    asked: request(
      {},
      {
        responseFormat: { kind: 'json' },
        tools: [{ name: 'f', schema }],
        messages: [{ role: 'system', content: 'be kind' }, user],
      },
    ),
    sent: {
      responseFormat: undefined,
      messages: [
        {
          role: 'system',
          content: expect.stringMatching(/^be kind\n\nAnswer with one valid JSON/) as unknown as string,
        },
        user,
      ],
    },
    told: [
      { parameter: 'responseFormat', action: 'converted', sent: null, lossless: false },
      { parameter: 'messages', action: 'inserted' },
    ],
  },
  'limited-tool-choice becomes auto': {
    quirks: [{ kind: 'limited-tool-choice', modes: ['auto', 'none'] }],
    asked: request({}, { toolChoice: { mode: 'tool', tool: 'f' } }),
    sent: { toolChoice: { mode: 'auto' } },
    told: [
      {
        parameter: 'toolChoice',
        action: 'converted',
        requested: { mode: 'tool', tool: 'f' },
        sent: { mode: 'auto' },
        lossless: false,
      },
    ],
  },
};
