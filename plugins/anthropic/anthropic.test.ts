import { describe, expect, it } from '@jest/globals';
import type { CompletionRequest, Parameters } from 'byom/sdk';
import { listedModels } from '../../src/catalogue/listed-models.js';
import { checkDefinition } from '../../src/plugin-loader/check-definition.js';
import { crowded, meetsExpectation, type BodyExpectation } from '../../test/support/body-expectation.js';
import { declaredQuirks } from '../../test/support/declared-quirks.js';
import { describePlugin } from '../../test/support/describe-plugin.js';
import { AnthropicAdapter } from './anthropic-adapter.js';
import { conformance } from './fixtures/conformance.js';
import anthropic from './index.js';

const adapter = new AnthropicAdapter();
const hello: CompletionRequest = { model: '', messages: [{ role: 'user', content: 'Hello' }], parameters: {} };

const turn = { role: 'user', content: 'Hello' };
const tool = { name: 'look', schema: { type: 'object' } };
const forced = { tools: [tool], toolChoice: { mode: 'required' } } as const;
const sentTool = { name: 'look', input_schema: { type: 'object' } };
const with_ = (parameters: Parameters) => ({ parameters });

/** With the system message at a place where it cannot stay. */
const scattered = { ...crowded, messages: crowded.messages.toReversed() };

const expectations: readonly BodyExpectation[] = [
  {
    model: 'claude-sonnet-4-5',
    asked: scattered,
    sent: {
      system: 'Be brief.',
      messages: [{ role: 'user', content: 'Two.\n\nOne.' }],
      max_tokens: 64_000,
      temperature: 1,
      top_k: 40,
      stop_sequences: ['a', 'b', 'c', 'd', 'e'],
      stream: true,
    },
    told: ['maxOutputTokens clamped', 'messages merged', 'messages moved', 'temperature clamped'],
  },
  {
    model: 'claude-opus-5',
    asked: { ...scattered, parameters: { ...crowded.parameters, topP: 0.9 } },
    sent: {
      system: 'Be brief.',
      messages: [{ role: 'user', content: 'Two.\n\nOne.' }],
      max_tokens: 100_000,
      stop_sequences: ['a', 'b', 'c', 'd', 'e'],
      stream: true,
    },
    told: ['messages merged', 'messages moved', 'temperature dropped', 'topK dropped', 'topP dropped'],
  },
  {
    model: 'claude-haiku-4-5',
    asked: with_({ seed: 7, n: 3, logprobs: 2, frequencyPenalty: 1, presencePenalty: 1, topP: 0.5, temperature: 0.5 }),
    sent: { model: 'claude-haiku-4-5', messages: [turn], max_tokens: 64_000, temperature: 0.5, stream: true },
    told: [
      'frequencyPenalty dropped',
      'logprobs dropped',
      'maxOutputTokens inserted',
      'n clamped',
      'presencePenalty dropped',
      'seed dropped',
      'topP dropped',
    ],
  },
  {
    model: 'claude-haiku-4-5',
    asked: {
      ...forced,
      parameters: { maxOutputTokens: 10_000, reasoningEffort: 'high', temperature: 0.2, topP: 0.9, topK: 5 },
    },
    sent: {
      messages: [turn],
      max_tokens: 10_000,
      thinking: { type: 'enabled', budget_tokens: 8_000 },
      tools: [sentTool],
      tool_choice: { type: 'auto' },
    },
    told: ['reasoningEffort converted', 'temperature dropped', 'toolChoice converted', 'topK dropped', 'topP dropped'],
  },
  {
    model: 'claude-haiku-4-5',
    asked: with_({ maxOutputTokens: 10_000, reasoningEffort: 'high', topP: 0.9 }),
    sent: {
      messages: [turn],
      max_tokens: 10_000,
      thinking: { type: 'enabled', budget_tokens: 8_000 },
    },
    told: ['reasoningEffort converted', 'topP dropped'],
  },
  {
    model: 'claude-opus-4-6',
    asked: with_({ maxOutputTokens: 0, reasoningEffort: 'xhigh' }),
    sent: {
      messages: [turn],
      max_tokens: 1,
      thinking: { type: 'adaptive', display: 'summarized' },
      output_config: { effort: 'high' },
    },
    told: ['maxOutputTokens clamped', 'reasoningEffort converted'],
  },
  {
    model: 'claude-opus-4-8',
    asked: { ...forced, parameters: { maxOutputTokens: 5, reasoningEffort: 'minimal' } },
    sent: {
      messages: [turn],
      max_tokens: 5,
      thinking: { type: 'adaptive', display: 'summarized' },
      output_config: { effort: 'low' },
      tools: [sentTool],
      tool_choice: { type: 'any' },
    },
    told: ['reasoningEffort converted'],
  },
  {
    model: 'claude-sonnet-5-5',
    asked: { ...forced, parameters: { maxOutputTokens: 5, reasoningEffort: 'none' } },
    sent: {
      messages: [turn],
      max_tokens: 5,
      thinking: { type: 'between_tools' },
      tools: [sentTool],
      tool_choice: { type: 'auto' },
    },
    told: ['reasoningEffort renamed', 'toolChoice converted'],
  },
  {
    model: 'claude-opus-5',
    asked: { responseFormat: { kind: 'json' }, parameters: { maxOutputTokens: 9 } },
    sent: {
      system: expect.stringContaining('JSON'),
      messages: [turn],
      max_tokens: 9,
    },
    told: ['messages inserted', 'responseFormat converted'],
  },
];

describePlugin(anthropic, conformance);

describe('the declaration', () => {
  it('is well-formed, with a source and a date for each quirk', () => {
    expect(checkDefinition(anthropic)).toBe(anthropic);
    expect(declaredQuirks(anthropic).filter(({ id, source, asOf }) => !id || !source || !asOf)).toEqual([]);
    expect(listedModels(anthropic).length).toBeGreaterThan(10);
  });

  it.each(expectations.map((one, index) => [`${index}: ${one.model}`, one] as const))('sends for %s', (_, one) =>
    meetsExpectation(anthropic, adapter, one),
  );
});

const sentId = expect.stringMatching(/^call_[0-9a-f]{24}$/);

describe('the Messages body', () => {
  const plain = (changes: Partial<CompletionRequest>) =>
    adapter.prepare({ ...hello, ...changes }, { stream: false }).body;

  it('turns calls and results of tools, images and cache marks into blocks', () => {
    const messages: CompletionRequest['messages'] = [
      { role: 'system', content: 'S', cache: true },
      {
        role: 'user',
        content: 'Look',
        images: [{ url: 'https://a.example/b.png' }, { base64: 'QQ==', mediaType: 'image/png' }],
      },
      { role: 'assistant', content: '', toolCalls: [{ id: 'call:1', name: 'look', arguments: { at: 1 } }] },
      { role: 'tool', content: 'seen', toolCallId: 'call:1' },
      { role: 'user', content: 'So?', cache: true },
      { role: 'assistant', content: 'It is \n' },
    ];
    expect(plain({ messages, endUser: 'u-1', tools: [tool], toolChoice: { mode: 'tool', tool: 'look' } })).toEqual({
      model: '',
      system: [{ type: 'text', text: 'S', cache_control: { type: 'ephemeral' } }],
      messages: [
        {
          role: 'user',
          content: [
            { type: 'image', source: { type: 'url', url: 'https://a.example/b.png' } },
            { type: 'image', source: { type: 'base64', media_type: 'image/png', data: 'QQ==' } },
            { type: 'text', text: 'Look' },
          ],
        },
        { role: 'assistant', content: [{ type: 'tool_use', id: sentId, name: 'look', input: { at: 1 } }] },
        {
          role: 'user',
          content: [
            { type: 'tool_result', tool_use_id: sentId, content: 'seen' },
            { type: 'text', text: 'So?', cache_control: { type: 'ephemeral' } },
          ],
        },
        { role: 'assistant', content: 'It is' },
      ],
      metadata: { user_id: 'u-1' },
      tools: [sentTool],
      tool_choice: { type: 'tool', name: 'look' },
    });
  });

  it('takes provider options, but none that a parameter owns', () => {
    expect(plain({ providerOptions: { service_tier: 'auto' } })).toHaveProperty('service_tier', 'auto');
    expect(() => plain({ providerOptions: { temperature: 2 } })).toThrow(
      expect.objectContaining({ code: 'BAD_USER_INPUT', details: { field: 'temperature' } }),
    );
  });

  it('streams what may take long', () => {
    expect(plain({ parameters: { maxOutputTokens: 21_333 } })).not.toHaveProperty('stream');
    expect(plain({ parameters: { maxOutputTokens: 21_334 } })).toHaveProperty('stream', true);
  });
});
