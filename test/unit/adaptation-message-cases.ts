import type { Message, Tool } from '../../src/sdk/index.js';
import { request, user } from '../support/adaptation-setting.js';
import type { AdaptationCase } from './adaptation-cases.js';

const tool = (name: string): Tool => ({ name, schema: { type: 'object' } });
const call = (id: string): Message => ({
  role: 'assistant',
  content: '',
  toolCalls: [{ id, name: 'f', arguments: {} }],
});
const result = (id: string): Message => ({ role: 'tool', content: `of ${id}`, toolCallId: id });
const system: Message = { role: 'system', content: 'be kind' };
const assistant: Message = { role: 'assistant', content: 'well' };
const png = { base64: 'AAAA', mediaType: 'image/png' };

/** Rules about messages and parameters. */
export const messageCases: Record<string, AdaptationCase> = {
  'allowed-values takes the nearest number': {
    quirks: [{ kind: 'allowed-values', parameter: 'n', values: [1, 4] }],
    asked: request({ n: 3 }),
    sent: { parameters: { n: 4 } },
    told: [{ parameter: 'n', action: 'converted', requested: 3, sent: 4, lossless: false }],
  },
  'allowed-values drops where it says so': {
    quirks: [{ kind: 'allowed-values', parameter: 'temperature', values: [1], outside: 'drop' }],
    asked: request({ temperature: 0.5 }),
    sent: { parameters: {} },
    told: [{ parameter: 'temperature', action: 'dropped', requested: 0.5, sent: null }],
  },
  'limited-values maps as the provider itself does': {
    quirks: [
      {
        kind: 'limited-values',
        parameter: 'reasoningEffort',
        values: ['low', 'high', 'max'],
        mapped: { medium: 'high', xhigh: 'max' },
      },
    ],
    asked: request({ reasoningEffort: 'medium' }),
    sent: { parameters: { reasoningEffort: 'high' } },
    told: [{ action: 'converted', requested: 'medium', sent: 'high' }],
  },
  'limited-values holds on its endpoint only': {
    quirks: [
      {
        kind: 'limited-values',
        parameter: 'reasoningEffort',
        values: ['low', 'xhigh'],
        when: { endpoint: ['default'] },
      },
      { kind: 'served-endpoint', endpoint: 'responses', when: { with: ['tools'] } },
    ],
    asked: request({ reasoningEffort: 'max' }, { tools: [tool('f')] }),
    sent: { endpoint: 'responses' },
    told: [{ parameter: 'endpoint' }],
  },
  'default-parameter is put in where nothing is said': {
    quirks: [{ kind: 'default-parameter', parameter: 'temperature', value: 0.7 }],
    asked: request({}),
    sent: { parameters: { temperature: 0.7 } },
    told: [{ parameter: 'temperature', action: 'inserted', requested: null, sent: 0.7, lossless: true }],
  },
  'default-parameter never displaces what was asked for': {
    quirks: [
      { kind: 'exclusive-parameters', keep: 'temperature', drop: 'topP' },
      { kind: 'default-parameter', parameter: 'temperature', value: 0.7 },
    ],
    asked: request({ topP: 0.5 }),
    sent: {},
    told: [],
  },
  'a condition can ask for a value': {
    quirks: [
      { kind: 'limited-range', parameter: 'topP', min: 1, max: 1, when: { within: { temperature: { max: 0 } } } },
    ],
    asked: request({ temperature: 0, topP: 0.5 }),
    sent: { parameters: { temperature: 0, topP: 1 } },
    told: [{ parameter: 'topP', action: 'clamped', requested: 0.5, sent: 1 }],
  },
  'a condition can ask for what is not there': {
    quirks: [{ kind: 'unsupported-parameter', parameter: 'logprobs', when: { with: ['stream'], without: ['tools'] } }],
    asked: request({ logprobs: 2 }, { stream: true }),
    sent: { parameters: {} },
    told: [{ parameter: 'logprobs', action: 'dropped' }],
  },
  'system-prompt-as-user moves what the system says into the first message': {
    quirks: [{ kind: 'system-prompt-as-user' }],
    asked: request({}, { messages: [system, user, assistant] }),
    sent: { messages: [{ role: 'user', content: 'be kind\n\nhello' }, assistant] },
    told: [
      {
        parameter: 'messages',
        action: 'moved',
        requested: ['system', 'user', 'assistant'],
        sent: ['user', 'assistant'],
        lossless: true,
      },
    ],
  },
  'first-turn puts the user before an assistant': {
    quirks: [{ kind: 'first-turn', role: 'user' }],
    asked: request({}, { messages: [system, assistant, user] }),
    sent: { messages: [system, { role: 'user', content: 'Hello.' }, assistant, user] },
    told: [{ parameter: 'messages', action: 'inserted', sent: { role: 'user', content: 'Hello.' }, lossless: true }],
  },
  'last-turn drops a prefill': {
    quirks: [{ kind: 'last-turn', roles: ['user', 'tool'] }],
    asked: request({}, { messages: [user, assistant] }),
    sent: { messages: [user] },
    told: [{ parameter: 'messages', action: 'dropped', requested: ['assistant'], sent: null, lossless: false }],
  },
  'last-turn continues where it says so': {
    quirks: [{ kind: 'last-turn', roles: ['user', 'tool'], outside: 'continue' }],
    asked: request({}, { messages: [user, assistant] }),
    sent: { messages: [user, assistant, { role: 'user', content: 'Continue.' }] },
    told: [{ parameter: 'messages', action: 'inserted', lossless: true }],
  },
  'bridged-turns puts a short answer between': {
    quirks: [{ kind: 'bridged-turns', after: 'tool', before: 'user' }],
    asked: request({}, { messages: [user, call('a'), result('a'), user, user] }),
    sent: { messages: [user, call('a'), result('a'), { role: 'assistant', content: 'OK.' }, user, user] },
    told: [{ parameter: 'messages', action: 'inserted', sent: { role: 'assistant', content: 'OK.' }, lossless: true }],
  },
  'filled-messages leaves empty ones out, but for results of tools': {
    quirks: [{ kind: 'filled-messages', roles: ['user', 'assistant', 'tool'] }],
    asked: request({}, { messages: [{ ...user, content: ' ' }, user, call('a'), { ...result('a'), content: '' }] }),
    sent: { messages: [user, call('a'), { ...result('a'), content: '(empty)' }] },
    told: [{ parameter: 'messages', action: 'dropped', lossless: true }],
  },
  'filled-messages gives a text where it says so': {
    quirks: [{ kind: 'filled-messages', text: '.' }],
    asked: request({}, { messages: [{ ...user, content: '' }] }),
    sent: { messages: [{ ...user, content: '.' }] },
    told: [{ parameter: 'messages', action: 'inserted', lossless: true }],
  },
  'answered-tool-calls moves results to their calls': {
    quirks: [{ kind: 'answered-tool-calls' }],
    asked: request({}, { messages: [user, call('a'), user, result('a')] }),
    sent: { messages: [user, call('a'), result('a'), user] },
    told: [{ parameter: 'messages', action: 'moved', lossless: true }],
  },
  'answered-tool-calls puts in what is missing, and keeps a result of no call as words': {
    quirks: [{ kind: 'answered-tool-calls' }],
    asked: request({}, { messages: [result('z'), call('a'), user] }),
    sent: {
      messages: [
        { role: 'user', content: 'A tool answered: of z' },
        call('a'),
        { role: 'tool', content: 'There is no result.', toolCallId: 'a' },
        user,
      ],
    },
    told: [{ parameter: 'messages', action: 'inserted', lossless: false }],
  },
  'declared-tools names those that were called': {
    quirks: [{ kind: 'declared-tools' }],
    asked: request({}, { messages: [user, call('a'), result('a')] }),
    sent: {
      tools: [{ name: 'f', description: 'No longer to be called.', schema: { type: 'object', properties: {} } }],
    },
    told: [{ parameter: 'tools', action: 'inserted', lossless: true }],
  },
  'limited-image-roles moves the images of results to a user message after them': {
    quirks: [{ kind: 'limited-image-roles', roles: ['user'] }],
    asked: request({}, { messages: [user, call('a'), { ...result('a'), images: [png] }, result('b')] }),
    sent: {
      messages: [
        user,
        call('a'),
        result('a'),
        result('b'),
        { role: 'user', content: 'The images of the message above.', images: [png] },
      ],
    },
    told: [{ parameter: 'messages', action: 'moved', lossless: true }],
  },
};
