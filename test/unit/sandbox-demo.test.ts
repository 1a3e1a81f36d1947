import { expect, test } from '@jest/globals';
import { buildSchema, parse, validate } from 'graphql';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as capabilities from '../../src/cli/demo/capability-documents.js';
import * as credentials from '../../src/cli/demo/credential-documents.js';
import { sampleQuery } from '../../src/cli/optimize/dataset-sample.js';
import * as optimization from '../../src/cli/optimize/optimization-documents.js';
import * as outcome from '../../src/cli/optimize/outcome-documents.js';
import * as prompts from '../../src/cli/demo/prompt-documents.js';
import { supportTickets } from '../../src/cli/demo/support-tickets.js';

const schema = buildSchema(readFileSync(join(import.meta.dirname, '../../schema.graphql'), 'utf8'));
const documents = { ...capabilities, ...credentials, ...optimization, ...outcome, ...prompts, sampleQuery };

test.each(Object.entries(documents))('the schema answers %s of the demo', (_, document) => {
  expect(validate(schema, parse(document)).map((error) => error.message)).toEqual([]);
});

test('the demo has tickets enough, each of them once', () => {
  expect(supportTickets.length).toBeGreaterThanOrEqual(150);
  expect(new Set(supportTickets.map(({ ticket }) => ticket)).size).toBe(supportTickets.length);
  const perTeam = new Map<string, number>();
  for (const { team } of supportTickets) perTeam.set(team, (perTeam.get(team) ?? 0) + 1);
  expect(Math.min(...perTeam.values())).toBeGreaterThanOrEqual(20);
});
