import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { renderPrompt, templateVariables } from '../../src/prompts/render-prompt.js';

const template = { user: '{{text}}', demonstrations: [] };

describe('renderPrompt', () => {
  test('gives system, demonstrations as turns, then the user message', () => {
    const messages = renderPrompt(
      {
        system: 'Answer in {{language}}.',
        user: 'Q: {{ question }}',
        demonstrations: [{ inputs: { question: '1+1?' }, expected: 2 }],
      },
      { question: '2+2?', language: 'Greek' },
    );
    expect(messages).toEqual([
      { role: 'system', content: 'Answer in Greek.' },
      { role: 'user', content: 'Q: 1+1?' },
      { role: 'assistant', content: '2' },
      { role: 'user', content: 'Q: 2+2?' },
    ]);
  });

  test('writes what is no text as JSON', () => {
    const user = '{{a}} {{b}} {{c}} {{d}}';
    const [message] = renderPrompt({ ...template, user }, { a: 1, b: null, c: { x: [true] }, d: 'plain' });
    expect(message!.content).toBe('1 null {"x":[true]} plain');
  });

  test('never takes a value for a template', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (first, second) => {
        const inputs = { first: `{{second}}${first}$&$1`, second };
        const [message] = renderPrompt({ ...template, user: '<{{first}}|{{second}}>' }, inputs);
        expect(message!.content).toBe(`<${inputs.first}|${second}>`);
      }),
    );
  });

  test.each(['toString', '__proto__', 'constructor', 'mood'])(
    'refuses the unknown variable %s and names it',
    (name) => {
      expect(() => renderPrompt({ ...template, user: `{{${name}}}` }, { text: 'secret' })).toThrow(
        expect.objectContaining({ code: 'BAD_USER_INPUT', message: expect.stringContaining(name) }),
      );
    },
  );

  test('leaves braces alone that enclose no name', () => {
    const user = 'Reply as {"a": {"b": 1}} or {{}} for {{text}}';
    expect(renderPrompt({ ...template, user }, { text: 'x' })[0]!.content).toBe(
      'Reply as {"a": {"b": 1}} or {{}} for x',
    );
  });

  test('refuses a field that is asked for too often, before it is written down', () => {
    const user = '{{a}}'.repeat(40_000);
    const large = 'x'.repeat(1024 * 1024);
    const refusal = /hold more than 4194304 characters/;
    expect(() => renderPrompt({ ...template, user }, { a: large })).toThrow(refusal);
    expect(() => renderPrompt({ ...template, user }, { a: [large] })).toThrow(refusal);
    const demonstrations = Array.from({ length: 3 }, () => ({ inputs: { a: large }, expected: 1 }));
    const often = { user: '{{a}}{{a}}', demonstrations };
    expect(() => renderPrompt(often, { a: '' })).toThrow(refusal);
    expect(renderPrompt({ ...often, demonstrations: [] }, { a: large })).toHaveLength(1);
  });

  test('lists variables once, system first', () => {
    expect(templateVariables({ system: '{{b}}', user: '{{a}} {{ b }} {{customer name}}' })).toEqual([
      'b',
      'a',
      'customer name',
    ]);
  });
});
