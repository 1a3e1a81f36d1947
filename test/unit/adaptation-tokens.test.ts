import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { countTokens as reference } from 'gpt-tokenizer/encoding/o200k_base';
import { estimateRequestTokens, estimateTokens, mostRequestTokens } from '../../src/adaptation/estimate-tokens.js';
import type { CompletionRequest } from '../../src/sdk/index.js';

const openai = { providerId: 'openai', providerModelId: 'gpt-5-mini' };
const llama = { providerId: 'groq', providerModelId: 'llama-3.3-70b-versatile' };

const textOf = (file: string) => readFileSync(path.join(import.meta.dirname, '../..', file), 'utf8');
const samples: Record<string, string> = {
  prose: textOf('README.md').replace(/[|`-]+/g, ' '),
  code: textOf('src/sdk/define-provider.ts'),
  json: JSON.stringify(JSON.parse(textOf('package.json'))),
  german:
    'Die Würde des Menschen ist unantastbar. Sie zu achten und zu schützen ist Verpflichtung aller staatlichen Gewalt. ',
  russian: 'Все люди рождаются свободными и равными в своем достоинстве и правах. ',
  chinese: '人人生而自由，在尊严和权利上一律平等。他们赋有理性和良心。',
};

test('an OpenAI model’s tokens are counted with its own encoding', () => {
  for (const text of Object.values(samples)) {
    expect(estimateTokens(text, openai)).toEqual({ tokens: reference(text), estimated: false });
  }
  expect(estimateTokens('<|endoftext|>', openai)).toEqual({ tokens: 7, estimated: false });
});

test.each(Object.entries(samples))('an estimate of %s says that it is one, and is near', (_, text) => {
  const { tokens, estimated } = estimateTokens(text, llama);
  expect(estimated).toBe(true);
  expect(tokens / reference(text)).toBeGreaterThan(0.8);
  expect(tokens / reference(text)).toBeLessThan(1.8);
});

test.each(['a', ' ', '漢', '-', '1'])('a long run of %j does not hold up the server', (letter) => {
  const started = performance.now();
  expect(estimateTokens(letter.repeat(200_000), openai).estimated).toBe(true);
  expect(performance.now() - started).toBeLessThan(500);
});

describe('a whole request', () => {
  const request: CompletionRequest = {
    model: 'm',
    parameters: {},
    messages: [
      { role: 'user', content: samples['russian']!, name: 'ann' },
      { role: 'assistant', content: '', toolCalls: [{ id: '1', name: 'f', arguments: { at: [1, 2, 3] } }] },
    ],
    tools: [{ name: 'f', schema: { type: 'object' } }],
    responseFormat: { kind: 'json-schema', schema: { type: 'string' } },
  };

  test('counts all that is sent, and never more than its upper bound', () => {
    const { tokens } = estimateRequestTokens(request, openai);
    expect(tokens).toBeGreaterThan(estimateTokens(samples['russian']!, openai).tokens);
    for (const part of ['tools', 'responseFormat'] as const) {
      expect(estimateRequestTokens({ ...request, [part]: undefined }, openai).tokens).toBeLessThan(tokens);
    }
    expect(tokens).toBeLessThan(mostRequestTokens(request));
  });

  test('is an estimate where images are among it', () => {
    const messages = [{ role: 'user' as const, content: 'look', images: [{ url: 'https://i.example/a.png' }] }];
    const plain = { ...request, messages, tools: undefined };
    expect(estimateRequestTokens(plain, openai).estimated).toBe(true);
    expect(estimateRequestTokens({ ...plain, messages: [{ role: 'user', content: 'look' }] }, openai).estimated).toBe(
      false,
    );
  });
});
