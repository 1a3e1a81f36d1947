import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it } from '@jest/globals';

const root = path.resolve(import.meta.dirname, '../..');
const configuration = path.join(root, '.dependency-cruiser.mjs');

interface Violation {
  rule: { name: string };
  from: string;
}

/** Runs the very command line of dependency-cruiser in a folder and returns what it found. */
function cruise(folder: string, places: readonly string[]): Promise<{ violations: Violation[]; modules: number }> {
  const bin = path.join(root, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs');
  return new Promise((resolve, reject) => {
    execFile(
      process.execPath,
      [bin, ...places, '--config', configuration, '--output-type', 'json'],
      { cwd: folder, maxBuffer: 64 * 1024 * 1024 },
      (error, stdout, stderr) => {
        if (!stdout) return reject(new Error(stderr || error?.message));
        const { summary } = JSON.parse(stdout) as { summary: { violations: Violation[]; totalCruised: number } };
        resolve({ violations: summary.violations, modules: summary.totalCruised });
      },
    );
  });
}

/** One planted violation of each rule: file, its text, and files it needs. */
const planted: Record<string, Record<string, string>> = {
  'no-cycles': {
    'src/prompts/a.ts': `import type { B } from './b.js';\nexport type A = B;\n`,
    'src/prompts/b.ts': `import type { A } from './a.js';\nexport type B = A;\n`,
  },
  'sdk-stands-alone': { 'src/sdk/leak.ts': `import { page } from '../paging/page.js';\nexport const leak = page;\n` },
  'audits-adapt-as-the-server-does': {
    'src/sdk/audits/look.ts': `import { send } from '../../egress/send.js';\nexport const look = send;\n`,
  },
  'capabilities-never-meet': {
    'src/vault/peek.ts': `import { send } from '../egress/send.js';\nexport const peek = send;\n`,
  },
  'use-cases-import-capabilities-only': {
    'src/use-cases/query.ts': `import { pool } from '../postgres/pool.js';\nexport const query = pool;\n`,
  },
  'graphql-is-thin': { 'src/graphql/fat.ts': `import { send } from '../egress/send.js';\nexport const fat = send;\n` },
  'postgres-implements-ports': {
    'src/postgres/knows.ts': `import { run } from '../use-cases/run.js';\nexport const knows = run;\n`,
  },
  'cli-uses-the-server-or-the-api': {
    'src/cli/short-cut.ts': `import { run } from '../use-cases/run.js';\nexport const shortCut = run;\n`,
  },
  'plugins-import-the-sdk-by-name': {
    'plugins/one/index.ts': `import { two } from '../two/index.js';\nexport const one = two;\n`,
  },
  'plugins-by-package-name': {
    'plugins/three/index.ts': `import { sdk } from '../../src/sdk/index.js';\nexport const three = sdk;\n`,
  },
  'database-only-in-postgres': { 'src/usage/sql.ts': `import pg from 'pg';\nexport const sql = pg;\n` },
  'apollo-only-in-server': {
    'src/graphql/apollo.ts': `import { ApolloServer } from '@apollo/server';\nexport const apollo = ApolloServer;\n`,
  },
  'type-graphql-only-in-graphql': {
    'src/use-cases/decorated.ts': `import { Field } from 'type-graphql';\nexport const decorated = Field;\n`,
  },
  'interpreter-only-in-sandbox': {
    'src/optimization/quick.ts': `import { Scope } from 'quickjs-emscripten-core';\nexport const quick = Scope;\n`,
  },
  'undici-only-in-egress': {
    'src/calls/fetch.ts': `import { request } from 'undici';\nexport const fetch = request;\n`,
  },
  'anthropic-sdk-in-its-plugin': {
    'plugins/five/index.ts': `import Anthropic from '@anthropic-ai/sdk';\nexport const five = Anthropic;\n`,
  },
  'groq-sdk-in-its-plugin': { 'plugins/six/index.ts': `import Groq from 'groq-sdk';\nexport const six = Groq;\n` },
  'no-test-code-in-the-product': {
    'src/catalogue/cheat.ts': `import { fake } from '../../test/support/fake.js';\nexport const cheat = fake;\n`,
  },
  'no-development-dependency-in-the-product': {
    'src/catalogue/random.ts': `import fc from 'fast-check';\nexport const random = fc;\n`,
  },
};

const innocent: Record<string, string> = {
  'src/sdk/index.ts': 'export const sdk = 1;\n',
  'src/paging/page.ts': 'export const page = 1;\n',
  'src/egress/send.ts': 'export const send = 1;\n',
  'src/postgres/pool.ts': 'export const pool = 1;\n',
  'src/use-cases/run.ts': `import { page } from '../paging/page.js';\nexport const run = page;\n`,
  'plugins/two/index.ts': 'export const two = 1;\n',
  'test/support/fake.ts': 'export const fake = 1;\n',
};

describe('who may import whom', () => {
  it('holds in the project', async () => {
    const { violations, modules } = await cruise(root, ['src', 'plugins']);
    expect(violations.map(({ rule, from }) => `${rule.name}: ${from}`)).toEqual([]);
    expect(modules).toBeGreaterThan(20);
  });

  it('is broken by each planted violation, under the name of its rule', async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'byom-planted-'));
    try {
      symlinkSync(path.join(root, 'node_modules'), path.join(folder, 'node_modules'));
      writeFileSync(path.join(folder, 'package.json'), readFileSync(path.join(root, 'package.json')));
      for (const [file, text] of Object.entries(
        Object.assign({}, innocent, ...Object.values(planted)) as Record<string, string>,
      )) {
        mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
        writeFileSync(path.join(folder, file), text);
      }
      const { violations } = await cruise(folder, ['src', 'plugins']);
      const found = new Set(violations.map(({ rule, from }) => `${rule.name}: ${from}`));
      const expected = Object.entries(planted).map(([rule, files]) => `${rule}: ${Object.keys(files)[0]}`);
      expect(expected.filter((violation) => !found.has(violation))).toEqual([]);
      expect(violations.filter(({ from }) => from in innocent)).toEqual([]);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it('plants a violation of every rule', async () => {
    const { default: config } = (await import(configuration)) as { default: { forbidden: { name: string }[] } };
    expect(Object.keys(planted).toSorted()).toEqual(config.forbidden.map(({ name }) => name).toSorted());
  });
});
