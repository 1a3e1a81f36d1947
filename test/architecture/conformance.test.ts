import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from '@jest/globals';

const plugins = path.resolve(import.meta.dirname, '../../plugins');

/** Plugins whose fixtures are still to be written. */
const pending = new Set(['anthropic', 'baseten', 'groq', 'openai', 'sandbox']);

it('holds every plugin of ours to the conformance kit', () => {
  const held = (id: string) => {
    const test = path.join(plugins, id, `${id}.test.ts`);
    return (
      existsSync(path.join(plugins, id, 'fixtures/conformance.ts')) &&
      existsSync(test) &&
      readFileSync(test, 'utf8').includes('describePlugin(')
    );
  };
  const ids = readdirSync(plugins);
  expect(ids.filter((id) => !held(id) && !pending.has(id))).toEqual([]);
});
