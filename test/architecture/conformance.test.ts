import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from '@jest/globals';

const plugins = path.resolve(import.meta.dirname, '../../plugins');

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
  expect(ids.length).toBeGreaterThan(19);
  expect(ids.filter((id) => !held(id))).toEqual([]);
});
