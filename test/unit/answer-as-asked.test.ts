import { describe, expect, test } from '@jest/globals';
import type { Choice, CompletionDelta, CompletionRequest, ToolCall } from '../../src/sdk/index.js';
import { AnswerAsAsked } from '../../src/use-cases/answer-as-asked.js';

const request = (more: Partial<CompletionRequest>): CompletionRequest => ({
  model: 'm',
  messages: [{ role: 'user', content: 'Ada is 36.' }],
  parameters: {},
  ...more,
});
const call = (name: string, given: ToolCall['arguments'], id = 'c1'): ToolCall => ({ id, name, arguments: given });
const choice = (more: Partial<Choice>): Choice => ({ text: '', finishReason: 'tool-calls', toolCalls: [], ...more });

/** What comes of an answer, and what is told of it on the way. */
function answered(asked: Partial<CompletionRequest>, given: Choice, deltas: readonly CompletionDelta[] = []) {
  const told: CompletionDelta[] = [];
  const answer = new AnswerAsAsked(request(asked), (delta) => told.push(delta));
  for (const delta of deltas) answer.onDelta?.(delta);
  return { choice: answer.whole({ choices: [given] }).choices[0], told, streams: answer.onDelta !== undefined };
}

test('a call of a tool that nobody has keeps its name, whatever that is', () => {
  const calls = ['look', 'constructor', '__proto__', 'toString'].map((name) => call(name, {}));
  const { choice: whole } = answered({ toolNames: { look: 'look.up' } }, choice({ toolCalls: calls }));
  expect(whole?.toolCalls.map(({ name }) => name)).toEqual(['look.up', 'constructor', '__proto__', 'toString']);
});

describe('an answer had by a tool', () => {
  const asked = { formatTool: 'person', stream: true };

  test('is the text, and ends by itself', () => {
    const given = choice({ text: 'Here you are.', toolCalls: [call('person', { name: 'Ada' })] });
    expect(answered(asked, given).choice).toEqual({ text: '{"name":"Ada"}', finishReason: 'stop', toolCalls: [] });
  });

  test('leaves calls of the caller’s own tools as they are', () => {
    const given = choice({ toolCalls: [call('look', {}, 'c2')] });
    expect(answered(asked, given).choice).toEqual(given);
  });

  test('streams by the pieces of its arguments, without what the model says beside it', () => {
    const given = choice({ text: 'Sure.', toolCalls: [call('person', { name: 'Ada' })] });
    const { choice: whole, told } = answered(asked, given, [
      { text: 'Sure.' },
      { toolArguments: { name: 'person', text: '{"name": ' } },
      { toolArguments: { name: 'person', text: '"Ada"}' } },
      { toolCall: call('person', { name: 'Ada' }) },
    ]);
    expect(told).toEqual([{ text: '{"name": ' }, { text: '"Ada"}' }]);
    expect(whole?.text).toBe('{"name": "Ada"}');
  });

  test('streams whole where its pieces are not told', () => {
    const given = choice({ toolCalls: [call('person', { name: 'Ada' })] });
    const { told } = answered(asked, given, [{ reasoning: 'hm' }, { toolCall: call('person', { name: 'Ada' }) }]);
    expect(told).toEqual([{ reasoning: 'hm' }, { text: '{"name":"Ada"}' }]);
  });

  test('given in words after all is told at the end', () => {
    const given = choice({ text: '{"name":"Ada"}', finishReason: 'stop' });
    const { choice: whole, told } = answered(asked, given, [{ text: '{"name":' }, { text: '"Ada"}' }]);
    expect(told).toEqual([{ text: '{"name":"Ada"}' }]);
    expect(whole).toEqual(given);
  });

  test('comes out of its field where it is no object', () => {
    const given = choice({ toolCalls: [call('person', { answer: ['Ada'] })] });
    const { choice: whole, told } = answered({ ...asked, answerIn: 'answer' }, given, [
      { toolArguments: { name: 'person', text: '{"answer":["Ada"]}' } },
      { toolCall: call('person', { answer: ['Ada'] }) },
    ]);
    expect(whole?.text).toBe('["Ada"]');
    expect(told).toEqual([{ text: '["Ada"]' }]);
  });

  test('that was cut off in a stream is what was told of it', () => {
    const given = choice({ text: 'Sure.', finishReason: 'length' });
    const { choice: whole, told } = answered(asked, given, [
      { text: 'Sure.' },
      { toolArguments: { name: 'person', text: '{"name":"A' } },
    ]);
    expect(told).toEqual([{ text: '{"name":"A' }]);
    expect(whole).toEqual({ ...given, text: '{"name":"A' });
  });

  test('that was cut off comes as the text it was', () => {
    const given = choice({ finishReason: 'length', toolCalls: [call('person', '{"name":"A')] });
    expect(answered(asked, given).choice).toEqual({ text: '{"name":"A', finishReason: 'length', toolCalls: [] });
  });
});

test('an answer in a field of the JSON that was asked for comes out of it', () => {
  const given = choice({ text: '{"answer":[1,2]}', finishReason: 'stop' });
  const { choice: whole, told } = answered({ answerIn: 'answer', stream: true }, given, [{ text: '{"answer":[1,2]}' }]);
  expect(whole?.text).toBe('[1,2]');
  expect(told).toEqual([{ text: '[1,2]' }]);
});

test('tools bear the caller’s own names again, in the stream too', () => {
  const given = choice({ text: 'hm', toolCalls: [call('get_it', {})] });
  const { choice: whole, told } = answered({ toolNames: { get_it: 'get-it' }, stream: true }, given, [
    { text: 'hm' },
    { toolCall: call('get_it', {}) },
  ]);
  expect(whole).toEqual({ ...given, toolCalls: [call('get-it', {})] });
  expect(told).toEqual([{ text: 'hm' }, { toolCall: call('get-it', {}) }]);
});

test('where the stream was taken back, everything is told when it is there', () => {
  const given = choice({ text: 'hello', reasoning: 'hm', toolCalls: [call('f', {})] });
  const { told, streams } = answered({}, given);
  expect(streams).toBe(false);
  expect(told).toEqual([{ reasoning: 'hm' }, { text: 'hello' }, { toolCall: call('f', {}) }]);
});

test('an answer to what was asked as it is passes untouched', () => {
  const given = choice({ text: 'hello', finishReason: 'stop' });
  const { choice: whole, told } = answered({ stream: true }, given, [{ text: 'hel' }, { text: 'lo' }]);
  expect(whole).toBe(given);
  expect(told).toEqual([{ text: 'hel' }, { text: 'lo' }]);
});
