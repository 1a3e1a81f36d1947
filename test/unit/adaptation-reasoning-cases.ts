import { expect } from '@jest/globals';
import { request } from '../support/adaptation-setting.js';
import type { AdaptationCase } from './adaptation-cases.js';

/** Rules about reasoning and the limit of output, and others on what will be sent. */
export const reasoningCases: Record<string, AdaptationCase> = {
  'counting-margin leaves room for a higher count': {
    quirks: [{ kind: 'counting-margin', share: 0.5 }],
    facts: { contextWindow: 1_000 },
    asked: request({ maxOutputTokens: 700 }, { messages: [{ role: 'user', content: 'word '.repeat(200) }] }),
    sent: { parameters: { maxOutputTokens: expect.any(Number) as unknown as number } },
    told: [{ parameter: 'maxOutputTokens', action: 'clamped', requested: 700, lossless: false }],
  },
  'reasoning-budget sets a number beside the effort': {
    quirks: [{ kind: 'reasoning-budget', minimum: 1024, budgets: { low: 2000, high: 16_000 } }],
    asked: request({ reasoningEffort: 'high', maxOutputTokens: 30_000 }),
    sent: { reasoningBudget: 16_000 },
    told: [
      {
        parameter: 'reasoningEffort',
        action: 'converted',
        requested: 'high',
        sent: { reasoningBudget: 16_000 },
        lossless: true,
      },
    ],
  },
  'reasoning-budget leaves room for an answer': {
    quirks: [{ kind: 'reasoning-budget', minimum: 1024, budgets: { high: 16_000 } }],
    asked: request({ reasoningEffort: 'high', maxOutputTokens: 10_000 }),
    sent: { reasoningBudget: 8_000 },
    told: [{ action: 'converted', sent: { reasoningBudget: 8_000 }, lossless: false }],
  },
  'reasoning-budget that finds no room takes nothing along that only reasoning excludes': {
    quirks: [
      { kind: 'unsupported-parameter', parameter: 'temperature', when: { reasoningEffort: ['low', 'high'] } },
      { kind: 'reasoning-budget', minimum: 1024, budgets: { high: 16_000 } },
    ],
    asked: request({ reasoningEffort: 'high', maxOutputTokens: 1000, temperature: 0.5 }),
    sent: { parameters: { maxOutputTokens: 1000, temperature: 0.5 } },
    told: [{ parameter: 'reasoningEffort', action: 'dropped', lossless: false }],
  },
  'reasoning-budget gives up where the limit is too small, and conditions then read no effort': {
    quirks: [
      { kind: 'reasoning-budget', minimum: 1024, budgets: { high: 16_000 } },
      { kind: 'unsupported-parameter', parameter: 'topP', when: { reasoningEffort: ['unset'] } },
    ],
    asked: request({ reasoningEffort: 'high', maxOutputTokens: 1000, topP: 0.5 }),
    sent: { parameters: { maxOutputTokens: 1000 } },
    told: [
      { parameter: 'reasoningEffort', action: 'dropped', lossless: false },
      { parameter: 'topP', action: 'dropped' },
    ],
  },
  'hidden-reasoning is told': {
    quirks: [{ kind: 'hidden-reasoning', below: 1000 }],
    asked: request({ maxOutputTokens: 100 }),
    sent: {},
    told: [{ parameter: 'maxOutputTokens', action: 'reported', requested: 100, sent: 100 }],
  },
  'the catalogue’s output limit clamps, and its report names a quirk': {
    quirks: [{ kind: 'renamed-parameter', parameter: 'maxOutputTokens', as: 'max_tokens' }],
    facts: { maxOutputTokens: 4096 },
    asked: request({ maxOutputTokens: 100_000 }),
    sent: { parameters: { maxOutputTokens: 4096 }, wireNames: { maxOutputTokens: 'max_tokens' } },
    told: [{ action: 'clamped', requested: 100_000, sent: 4096, quirk: 'acme/m/output-limit' }, { action: 'renamed' }],
  },
};
