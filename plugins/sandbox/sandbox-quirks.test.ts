import { describe, expect, it } from '@jest/globals';
import { quirkName } from '../../src/sdk/index.js';
import { adaptedFor } from '../../test/support/body-expectation.js';
import { declaredQuirks, ruleQuirks, withoutQuirk } from '../../test/support/declared-quirks.js';
import sandbox from './index.js';

const model = 'simulated-large';
const asked = {
  messages: [
    { role: 'user', content: 'One.' },
    { role: 'system', content: 'Be brief.' },
    { role: 'user', content: 'Two.' },
  ],
  parameters: {
    temperature: 1.8,
    topK: 40,
    n: 3,
    logprobs: 2,
    frequencyPenalty: 1,
    presencePenalty: 1,
    reasoningEffort: 'high',
    stop: ['a', 'b', 'c', 'd', 'e'],
    seed: 7,
  },
} as const;
const adapted = {
  messages: [
    { role: 'system', content: 'Be brief.' },
    { role: 'user', content: 'One.' },
    { role: 'user', content: 'Two.' },
  ],
  parameters: { temperature: 1, stop: ['a', 'b', 'c', 'd'], seed: 7 },
};
const rules = ruleQuirks(sandbox).map((quirk) => [quirkName(quirk), quirk] as const);

describe('the quirks of the sandbox', () => {
  it('are met', () => {
    expect(adaptedFor(sandbox, { model, asked }).request).toMatchObject(adapted);
    expect(adaptedFor(sandbox, { model, asked }).request.parameters).toEqual(adapted.parameters);
  });

  it.each(rules)('fail without %s', (_, quirk) => {
    const { messages, parameters } = adaptedFor(withoutQuirk(sandbox, quirk), { model, asked }).request;
    expect({ messages, parameters }).not.toEqual(adapted);
  });

  it('say beside that nothing is real', () => {
    const others = declaredQuirks(sandbox).filter((quirk) => !rules.some(([, rule]) => rule === quirk));
    expect(others).toMatchObject([{ kind: 'model-limit', id: 'simulated' }]);
  });
});
