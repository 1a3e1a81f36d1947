import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync, copyFileSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it } from '@jest/globals';

const root = path.resolve(import.meta.dirname, '../..');
const run = (bin: string, arguments_: readonly string[], cwd = root) => {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [path.join(root, 'node_modules', bin), ...arguments_],
    {
      cwd,
      encoding: 'utf8',
      maxBuffer: 64 * 1024 * 1024,
    },
  );
  return { status, output: stdout + stderr };
};
const oxlint = 'oxlint/bin/oxlint';
const prettier = 'prettier/bin/prettier.cjs';

/** What each planted file does wrong, by the rule that must name it. */
const planted: Record<string, string> = {
  'no-restricted-imports': `import { container } from 'tsyringe';\nexport const root = container;\n`,
  'no-floating-promises': `export const later = async (): Promise<void> => {};\nlater();\n`,
  'no-console': `console.log('hello');\nexport const hello = 1;\n`,
  eqeqeq: `export const same = (a: unknown, b: unknown): boolean => a == b;\n`,
  'no-explicit-any': `export const loose = (value: any): string => String(value);\n`,
  'max-lines': `${Array.from({ length: 301 }, (_, line) => `export const line${line} = ${line};`).join('\n')}\n`,
};

describe('lint and format', () => {
  it('find nothing in the project', () => {
    expect(run(oxlint, ['--type-aware', '--deny-warnings'])).toMatchObject({ status: 0 });
    expect(run(prettier, ['--check', '.'])).toMatchObject({ status: 0 });
  }, 120_000);

  it('name the rule that a planted file breaks', () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'byom-lint-'));
    try {
      for (const file of ['.oxlintrc.json', 'tsconfig.json', '.prettierrc.json', 'package.json'])
        copyFileSync(path.join(root, file), path.join(folder, file));
      symlinkSync(path.join(root, 'node_modules'), path.join(folder, 'node_modules'));
      for (const [rule, text] of Object.entries(planted)) writeFileSync(path.join(folder, `${rule}.ts`), text);
      writeFileSync(
        path.join(folder, 'tsconfig.json'),
        JSON.stringify({
          extends: path.join(root, 'tsconfig.json'),
          compilerOptions: { rootDir: folder },
          include: ['*.ts'],
        }),
      );
      const { status, output } = run(oxlint, ['--type-aware', '--deny-warnings', '--format', 'unix'], folder);
      expect(status).not.toBe(0);
      for (const rule of Object.keys(planted)) expect(output).toMatch(new RegExp(`${rule}\\.ts.*${rule}\\b`));
      writeFileSync(path.join(folder, 'format.ts'), `export const   spaced = "x"\n`);
      expect(run(prettier, ['--check', 'format.ts'], folder)).toMatchObject({
        status: 1,
        output: expect.stringContaining('format.ts'),
      });
    } finally {
      rmSync(folder, { recursive: true });
    }
  }, 120_000);
});
