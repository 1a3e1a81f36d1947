import { describe, expect, it } from '@jest/globals';
import { shownName } from '../../../src/server/shown-name.js';

describe('a name of a document in a message', () => {
  it.each([
    'previewRequest',
    'top_k',
    'input2',
    'GenerateInput!',
    'Mutation.generate',
    'k',
    'IN_PROGRESS',
    'URLParser',
    'SetSpendingBudgetInput.maxUsd',
  ])('is repeated: %s', (name) => {
    expect(shownName(name)).toBe(name);
  });

  it.each([
    'gsk_8Tq0bX3v',
    'AKIAIOSFODNN7EXAMPLE',
    'a1b2c3d4',
    '12345678',
    'AKIAURIZXEKHQXPABUDF',
    'aBxKqPzRtLmWvNcYsDfG',
    'qwertzuiopasdfghjklyx',
    'x'.repeat(41),
    'naïve',
    '',
  ])('is left out where it may be a key: %s', (name) => expect(shownName(name)).toBe('...'));
});
