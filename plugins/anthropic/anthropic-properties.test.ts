import { describe, expect, it } from '@jest/globals';
import type { CompletionRequest, JsonObject, JsonValue } from 'byom/sdk';
import fc from 'fast-check';
import { adaptRequest } from '../../src/adaptation/adapt-request.js';
import { resolveModel } from '../../src/catalogue/resolve-model.js';
import { ByomError } from '../../src/sdk/index.js';
import { adapt } from '../../test/support/adaptation-setting.js';
import { arbitraryRequest } from '../../test/support/arbitrary-request.js';
import { AnthropicAdapter } from './anthropic-adapter.js';
import anthropic from './index.js';

const adapter = new AnthropicAdapter();
const models = [
  'claude-3-haiku-20240307',
  'claude-3-7-sonnet-20250219',
  'claude-opus-4-20250514',
  'claude-sonnet-4-5',
  'claude-opus-4-6',
  'claude-opus-4-8',
  'claude-opus-5',
  'claude-sonnet-5-5',
  'claude-haiku-5-5',
  'claude-fable-5-2',
  'claude-of-a-later-day',
];
const resolved = new Map(models.map((model) => [model, resolveModel(anthropic, model)]));

/** The body, or undefined where the request is refused before anything is sent. */
function bodyOf(request: CompletionRequest, model: string): JsonObject | undefined {
  try {
    const { request: sent } = adaptRequest({ ...request, model }, resolved.get(model)!, adapt);
    return adapter.prepare(sent, { stream: false }).body;
  } catch (error) {
    if (ByomError.is(error)) return undefined;
    throw error;
  }
}

type Block = Readonly<Record<string, JsonValue>>;
const blocksOf = (content: JsonValue | undefined): readonly Block[] =>
  typeof content === 'string' ? [{ type: 'text', text: content }] : ((content ?? []) as unknown as readonly Block[]);
const ids = (blocks: readonly Block[], type: string, field: string) =>
  blocks.filter((block) => block['type'] === type).map((block) => block[field]);

describe('any request, as it is sent to any Claude', () => {
  it('keeps the rules of the Messages API', () => {
    fc.assert(
      fc.property(arbitraryRequest, fc.constantFrom(...models), (request, model) => {
        const body = bodyOf(request, model);
        if (body === undefined) return;
        const turns = (body['messages'] as unknown as readonly JsonObject[]).map(({ role, content }) => ({
          role,
          blocks: blocksOf(content),
        }));
        expect(turns[0]?.role).toBe('user');
        for (const [index, { role, blocks }] of turns.entries()) {
          expect(role).toBe(index % 2 === 0 ? 'user' : 'assistant');
          expect(blocks.length).toBeGreaterThan(0);
          for (const block of blocks) if (block['type'] === 'text') expect(block['text']).not.toBe('');
          const results = ids(blocks, 'tool_result', 'tool_use_id');
          expect(results).toEqual(ids(turns[index - 1]?.blocks ?? [], 'tool_use', 'id'));
          // Results come first.
          expect(blocks.slice(0, results.length).every(({ type }) => type === 'tool_result')).toBe(true);
        }
        expect(ids(turns.at(-1)?.blocks ?? [], 'tool_use', 'id')).toEqual([]);
        const calls = turns.flatMap(({ blocks }) => ids(blocks, 'tool_use', 'id'));
        expect(new Set(calls).size).toBe(calls.length);
        expect(JSON.stringify(body).split('"cache_control"').length - 1).toBeLessThanOrEqual(4);
        keepsTheRulesOfThinking(body);
      }),
      { numRuns: 600 },
    );
  });
});

function keepsTheRulesOfThinking(body: JsonObject): void {
  const { max_tokens: most, temperature, top_p: topP, top_k: topK, tool_choice: choice } = body;
  const thinking = (body['thinking'] ?? {}) as { type?: string; budget_tokens?: number };
  const given = [temperature, topP, topK].filter((value) => value !== undefined);
  if (most !== undefined) expect(most).toBeGreaterThanOrEqual(1);
  if (temperature !== undefined) expect(temperature).toBeLessThanOrEqual(1);
  expect([temperature, topP].filter((value) => value !== undefined).length).toBeLessThanOrEqual(1);
  for (const sequence of (body['stop_sequences'] ?? []) as string[]) expect(sequence.trim()).not.toBe('');
  if (thinking.type === 'enabled') {
    expect(given).toEqual([]);
    expect(thinking.budget_tokens).toBeGreaterThanOrEqual(1_024);
    expect(thinking.budget_tokens).toBeLessThan(most as number);
    expect(['auto', 'none', undefined]).toContain((choice as { type?: string } | undefined)?.type);
  }
  if (thinking.type === 'adaptive')
    expect(given.filter((value) => value !== topP || (topP as number) < 0.99)).toEqual([]);
}
