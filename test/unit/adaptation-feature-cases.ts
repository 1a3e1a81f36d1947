import { expect } from '@jest/globals';
import type { Tool } from '../../src/sdk/index.js';
import { request, user } from '../support/adaptation-setting.js';
import type { AdaptationCase } from './adaptation-cases.js';

const schema = { type: 'object', properties: { label: { type: 'string' } } };
const tool = (name: string, more: Partial<Tool> = {}): Tool => ({ name, schema, ...more });
const format = { kind: 'json-schema', name: 'label', schema } as const;
const instruction = expect.stringContaining(JSON.stringify(schema)) as unknown as string;
const formatTool = {
  name: 'label',
  description: 'Takes the final answer. Call it with the answer as its arguments.',
  schema,
};

/** Rules about what a request asks for beside its parameters and messages. */
export const featureCases: Record<string, AdaptationCase> = {
  'served-endpoint names the endpoint': {
    quirks: [{ kind: 'served-endpoint', endpoint: 'responses' }],
    asked: request({}),
    sent: { endpoint: 'responses' },
    told: [{ parameter: 'endpoint', action: 'moved', requested: null, sent: 'responses', lossless: true }],
  },
  'a condition can ask for the endpoint that was set': {
    quirks: [
      { kind: 'unsupported-parameter', parameter: 'seed', when: { endpoint: ['responses'] } },
      { kind: 'unsupported-parameter', parameter: 'topK', when: { endpoint: ['default'] } },
      { kind: 'served-endpoint', endpoint: 'responses', when: { with: ['tools'], reasoningEffort: ['high'] } },
    ],
    asked: request({ seed: 1, topK: 2, reasoningEffort: 'high' }, { tools: [tool('f')] }),
    sent: { endpoint: 'responses', parameters: { topK: 2, reasoningEffort: 'high' } },
    told: [{ parameter: 'endpoint' }, { parameter: 'seed', action: 'dropped' }],
  },
  'unsupported-feature streaming takes the stream back, and loses nothing': {
    quirks: [{ kind: 'unsupported-feature', feature: 'streaming' }],
    asked: request({}, { stream: true }),
    sent: { stream: undefined },
    told: [{ parameter: 'stream', action: 'dropped', requested: true, sent: null, lossless: true }],
  },
  'unsupported-feature parallel-tools asks for one call at a time': {
    quirks: [{ kind: 'unsupported-feature', feature: 'parallel-tools' }],
    asked: request({}, { tools: [tool('f')] }),
    sent: { parallelToolCalls: false },
    told: [{ parameter: 'parallelToolCalls', action: 'inserted', requested: null, sent: false, lossless: true }],
  },
  'exclusive-features takes back the stream beside tools': {
    quirks: [{ kind: 'exclusive-features', keep: 'tools', drop: 'stream' }],
    asked: request({}, { stream: true, tools: [tool('f')] }),
    sent: { stream: undefined },
    told: [{ parameter: 'stream', action: 'dropped' }],
  },
  'exclusive-features asks for JSON by an instruction beside a forced tool': {
    quirks: [{ kind: 'exclusive-features', keep: 'forced-tools', drop: 'json-schema' }],
    asked: request({}, { responseFormat: format, tools: [tool('f')], toolChoice: { mode: 'required' } }),
    sent: { responseFormat: undefined, messages: [{ role: 'system', content: instruction }, user] },
    told: [
      { parameter: 'responseFormat', action: 'converted', requested: format, sent: null, lossless: false },
      { parameter: 'messages', action: 'inserted' },
    ],
  },
  'limited-count keeps the last marks for the cache': {
    quirks: [{ kind: 'limited-count', of: 'cache-marks', most: 1 }],
    asked: request({}, { messages: [{ ...user, cache: true }, user, { ...user, cache: true }] }),
    sent: { messages: [user, user, { ...user, cache: true }] },
    told: [{ parameter: 'messages', action: 'dropped', requested: { cacheMarks: 1 }, lossless: true }],
  },
  'limited-length cuts an end user’s id': {
    quirks: [{ kind: 'limited-length', of: 'endUser', most: 4 }],
    asked: request({}, { endUser: 'abcdef' }),
    sent: { endUser: 'abcd' },
    told: [{ parameter: 'endUser', action: 'truncated', requested: 'abcdef', sent: 'abcd', lossless: false }],
  },
  'limited-length leaves out stop sequences that are too long, since a shorter one would stop elsewhere': {
    quirks: [{ kind: 'limited-length', of: 'stop', most: 3 }],
    asked: request({ stop: ['abc', 'abcd'] }),
    sent: { parameters: { stop: ['abc'] } },
    told: [{ parameter: 'stop', action: 'truncated', requested: ['abc', 'abcd'], sent: ['abc'], lossless: false }],
  },
  'limited-length cuts descriptions of tools': {
    quirks: [{ kind: 'limited-length', of: 'toolDescription', most: 3 }],
    asked: request({}, { tools: [tool('f', { description: 'long' }), tool('g')] }),
    sent: { tools: [tool('f', { description: 'lon' }), tool('g')] },
    told: [{ parameter: 'tools', action: 'truncated', lossless: false }],
  },
  'unsupported-field leaves out the end user': {
    quirks: [{ kind: 'unsupported-field', field: 'endUser' }],
    asked: request({}, { endUser: 'u-1' }),
    sent: { endUser: undefined },
    told: [{ parameter: 'endUser', action: 'dropped', requested: 'u-1', sent: null, lossless: false }],
  },
  'unsupported-field leaves out speakers’ names': {
    quirks: [{ kind: 'unsupported-field', field: 'speakerNames' }],
    asked: request({}, { messages: [{ ...user, name: 'ann' }] }),
    sent: { messages: [user] },
    told: [{ parameter: 'messages', action: 'dropped', requested: { names: ['ann'] }, lossless: false }],
  },
  'unsupported-field leaves out marks for the cache, which changes no answer': {
    quirks: [{ kind: 'unsupported-field', field: 'cacheMarks' }],
    asked: request({}, { messages: [{ ...user, cache: true }] }),
    sent: { messages: [user] },
    told: [{ parameter: 'messages', action: 'dropped', requested: { cacheMarks: 1 }, lossless: true }],
  },
  'unsupported-field leaves strict out of tools': {
    quirks: [{ kind: 'unsupported-field', field: 'toolStrict' }],
    asked: request({}, { tools: [tool('f', { strict: true })] }),
    sent: { tools: [tool('f')] },
    told: [{ parameter: 'tools', action: 'dropped', lossless: false }],
  },
  'unsupported-field leaves strict out of a response format': {
    quirks: [{ kind: 'unsupported-field', field: 'formatStrict' }],
    asked: request({}, { responseFormat: { ...format, strict: false } }),
    sent: { responseFormat: format },
    told: [{ parameter: 'responseFormat', action: 'dropped', lossless: true }],
  },
  'instructed-response-format asks in words where no message does': {
    quirks: [{ kind: 'instructed-response-format', formats: ['json'] }],
    asked: request({}, { responseFormat: { kind: 'json' } }),
    sent: {
      messages: [{ role: 'system', content: expect.stringContaining('JSON') as unknown as string }, user],
    },
    told: [{ parameter: 'messages', action: 'inserted', lossless: true }],
  },
  'instructed-response-format leaves alone what speaks of JSON': {
    quirks: [{ kind: 'instructed-response-format', formats: ['json'] }],
    asked: request({}, { responseFormat: { kind: 'json' }, messages: [{ role: 'user', content: 'as json' }] }),
    sent: {},
    told: [],
  },
  'format-by-tool makes the answer the arguments of a forced tool': {
    quirks: [{ kind: 'format-by-tool', formats: ['json-schema'] }],
    asked: request({}, { responseFormat: format }),
    sent: {
      responseFormat: undefined,
      tools: [formatTool],
      toolChoice: { mode: 'tool', tool: 'label' },
      formatTool: 'label',
    },
    told: [
      { parameter: 'responseFormat', action: 'converted', requested: format, sent: null, lossless: true },
      { parameter: 'tools', action: 'inserted', requested: null, sent: [formatTool] },
      { parameter: 'toolChoice', action: 'inserted', sent: { mode: 'tool', tool: 'label' } },
    ],
  },
  'format-by-tool lets the caller’s own tools be called, or the answer be given': {
    quirks: [{ kind: 'format-by-tool', formats: ['json-schema'] }],
    asked: request({}, { responseFormat: format, tools: [tool('label')] }),
    sent: {
      responseFormat: undefined,
      tools: [tool('label'), { ...formatTool, name: 'label_' }],
      toolChoice: { mode: 'required' },
      formatTool: 'label_',
    },
    told: [
      { parameter: 'responseFormat', action: 'converted' },
      { parameter: 'tools', action: 'converted' },
      { parameter: 'toolChoice' },
    ],
  },
  'format-by-tool puts an answer that is no object into a field of one': {
    quirks: [{ kind: 'format-by-tool', formats: ['json-schema'] }],
    asked: request(
      {},
      {
        responseFormat: {
          kind: 'json-schema',
          schema: { type: 'array', $defs: { a: {} }, items: { $ref: '#/$defs/a' } },
        },
      },
    ),
    sent: {
      responseFormat: undefined,
      tools: [
        {
          ...formatTool,
          name: 'answer',
          schema: {
            type: 'object',
            properties: { answer: { type: 'array', items: { $ref: '#/$defs/a' } } },
            required: ['answer'],
            additionalProperties: false,
            $defs: { a: {} },
          },
        },
      ],
      toolChoice: { mode: 'tool', tool: 'answer' },
      formatTool: 'answer',
      answerIn: 'answer',
    },
    told: [{ parameter: 'responseFormat', action: 'converted' }, { parameter: 'tools' }, { parameter: 'toolChoice' }],
  },
  'format-by-tool leaves the format out where one tool of the caller’s must be called': {
    quirks: [{ kind: 'format-by-tool', formats: ['json-schema'] }],
    asked: request({}, { responseFormat: format, tools: [tool('f')], toolChoice: { mode: 'tool', tool: 'f' } }),
    sent: { responseFormat: undefined },
    told: [{ parameter: 'responseFormat', action: 'converted', requested: format, sent: null, lossless: true }],
  },
  'limited-tool-choice sends a named tool alone, as required': {
    quirks: [{ kind: 'limited-tool-choice', modes: ['auto', 'none', 'required'] }],
    asked: request({}, { tools: [tool('f'), tool('g')], toolChoice: { mode: 'tool', tool: 'g' } }),
    sent: { tools: [tool('g')], toolChoice: { mode: 'required' } },
    told: [
      { parameter: 'toolChoice', action: 'converted', sent: { mode: 'required' }, lossless: true },
      { parameter: 'tools', action: 'dropped', lossless: true },
    ],
  },
  'limited-tool-choice leaves tools out that may not be called': {
    quirks: [{ kind: 'limited-tool-choice', modes: ['auto', 'required', 'tool'] }],
    asked: request({}, { tools: [tool('f')], toolChoice: { mode: 'none' } }),
    sent: { tools: undefined, toolChoice: undefined },
    told: [
      { parameter: 'toolChoice', action: 'dropped', sent: null, lossless: true },
      { parameter: 'tools', action: 'dropped', sent: null, lossless: true },
    ],
  },
  'limited-tool-choice leaves auto unsaid where it has no word': {
    quirks: [{ kind: 'limited-tool-choice', modes: ['none', 'required'] }],
    asked: request({}, { tools: [tool('f')], toolChoice: { mode: 'auto' } }),
    sent: { toolChoice: undefined },
    told: [{ parameter: 'toolChoice', action: 'dropped', lossless: true }],
  },
  'tool-name-pattern rewrites names everywhere, and remembers them': {
    quirks: [{ kind: 'tool-name-pattern', first: 'letter', dashes: false }],
    asked: request(
      {},
      {
        tools: [tool('get-it'), tool('get_it'), tool('1st')],
        toolChoice: { mode: 'tool', tool: '1st' },
        messages: [
          user,
          { role: 'assistant', content: '', toolCalls: [{ id: 'a', name: 'get-it', arguments: {} }] },
          { role: 'tool', content: 'x', toolCallId: 'a' },
        ],
      },
    ),
    sent: {
      tools: [tool('get_it_2'), tool('get_it'), tool('t_1st')],
      toolChoice: { mode: 'tool', tool: 't_1st' },
      messages: [
        user,
        { role: 'assistant', content: '', toolCalls: [{ id: 'a', name: 'get_it_2', arguments: {} }] },
        { role: 'tool', content: 'x', toolCallId: 'a' },
      ],
      toolNames: { get_it_2: 'get-it', t_1st: '1st' },
    },
    told: [
      { parameter: 'tools', action: 'converted', lossless: true },
      { parameter: 'toolChoice', action: 'converted', lossless: true },
      {
        parameter: 'messages',
        requested: { toolNames: ['get-it', '1st'] },
        sent: { toolNames: ['get_it_2', 't_1st'] },
      },
    ],
  },
};
