import { expect, test } from '@jest/globals';
import { mendInstruction } from '../../src/optimization/algorithms/read-instruction.js';
import { templateOf } from '../../src/use-cases/resolve-prompt.js';
import { candidatesOf, id, inputOf, never, tenant, world } from '../support/optimization-world.js';

const prompt = { system: 'Sort the message into a queue.', user: '{{text}}', demonstrations: [] };
const phrase = 'into a queue';

test('every candidate of an optimization has the phrases that it must keep, though its proposer drops them', async () => {
  const systems = async (mustKeep: readonly string[] | undefined) => {
    const all = await world(inputOf({ prompt: { ...prompt, ...(mustKeep && { mustKeep }) }, strategy: 'reflective' }));
    await all.worker().run({ id, tenant }, never);
    return (await candidatesOf(all.store)).map((candidate) => candidate.prompt['system'] as string);
  };
  const [free, bound] = [await systems(undefined), await systems([phrase])];
  expect(free.some((system) => !system.includes(phrase))).toBe(true);
  expect(bound.length).toBeGreaterThan(1);
  expect(bound.filter((system) => !system.includes(phrase))).toEqual([]);
});

test('a phrase that was lost is put back beside variables that were', () => {
  const variables = { keep: ['name'], phrases: ['Be kind. ', 'Always'], of: () => [] };
  expect(mendInstruction('Always greet.', variables)).toBe('Always greet.\n\nBe kind. \nname: {{name}}');
});

test.each([
  [['in no part of it'], /Phrase 1 of `mustKeep`/],
  [[phrase, ' '], /Phrase 2 of `mustKeep`/],
  [Array.from({ length: 101 }, () => phrase), /at most 100/],
  [['x'.repeat(20_001)], /together have at most 20000 characters/],
])('phrases have to be there to be kept', (mustKeep, message) => {
  expect(() => templateOf({ ...prompt, mustKeep })).toThrow(message);
});

test('a prompt keeps its phrases with it', () => {
  expect(templateOf({ ...prompt, mustKeep: [phrase, '{{text}}'] }).mustKeep).toEqual([phrase, '{{text}}']);
  expect(templateOf({ ...prompt, mustKeep: [] })).not.toHaveProperty('mustKeep');
});
