import { describe, expect, it } from '@jest/globals';
import type { CompletionRequest, JsonObject } from 'byom/sdk';
import fc from 'fast-check';
import { adaptRequest } from '../../src/adaptation/adapt-request.js';
import { resolveModel } from '../../src/catalogue/resolve-model.js';
import { ByomError } from '../../src/sdk/index.js';
import { adapt } from '../../test/support/adaptation-setting.js';
import { arbitraryRequest } from '../../test/support/arbitrary-request.js';
import { BedrockAdapter } from './bedrock-adapter.js';
import bedrock from './index.js';

const adapter = new BedrockAdapter();
const models = [
  'us.anthropic.claude-sonnet-4-5-20250929-v1:0',
  'eu.anthropic.claude-opus-5-5',
  'us.amazon.nova-2-lite-v1:0',
  'us.meta.llama3-3-70b-instruct-v1:0',
  'mistral.mistral-7b-instruct-v0:2',
  'mistral.mistral-large-3-675b-instruct',
  'cohere.command-r-v1:0',
  'openai.gpt-oss-120b-1:0',
  'arn:aws:bedrock:eu-west-1:111122223333:application-inference-profile/a1b2c3',
];
const resolved = new Map(models.map((model) => [model, resolveModel(bedrock, model)]));

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

interface Block {
  readonly text?: string;
  readonly toolUse?: { readonly toolUseId: string };
  readonly toolResult?: { readonly toolUseId: string };
}
const uses = (blocks: readonly Block[]) => blocks.flatMap(({ toolUse }) => toolUse?.toolUseId ?? []);
const results = (blocks: readonly Block[]) => blocks.flatMap(({ toolResult }) => toolResult?.toolUseId ?? []);

describe('any request, as it is sent to any family', () => {
  it('keeps the rules of the Converse API', () => {
    fc.assert(
      fc.property(arbitraryRequest, fc.constantFrom(...models), (request, model) => {
        const body = bodyOf(request, model);
        if (body === undefined) return;
        const turns = body['messages'] as unknown as readonly { role: string; content: readonly Block[] }[];
        expect(turns[0]?.role).toBe('user');
        for (const [index, { role, content }] of turns.entries()) {
          expect(role).toBe(index % 2 === 0 ? 'user' : 'assistant');
          expect(content.length).toBeGreaterThan(0);
          for (const { text } of content) if (text !== undefined) expect(text.trim()).not.toBe('');
          expect(results(content)).toEqual(uses(turns[index - 1]?.content ?? []));
        }
        expect(uses(turns.at(-1)?.content ?? [])).toEqual([]);
        const calls = turns.flatMap(({ content }) => uses(content));
        expect(new Set(calls).size).toBe(calls.length);
        // Tool blocks are taken only with tools.
        if (calls.length > 0) expect(body['toolConfig']).toBeDefined();
        const { temperature = 0, stopSequences = [] } = (body['inferenceConfig'] ?? {}) as {
          temperature?: number;
          stopSequences?: readonly string[];
        };
        expect(temperature).toBeLessThanOrEqual(1);
        for (const sequence of stopSequences) expect(sequence.trim()).not.toBe('');
        expect(JSON.stringify(body).split('"cachePoint"').length - 1).toBeLessThanOrEqual(4);
      }),
      { numRuns: 600 },
    );
  });
});
