import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from '@jest/globals';

const folder = path.resolve(import.meta.dirname, '../../src/postgres/migrations');
const migrations = readdirSync(folder).filter((file) => file.endsWith('.sql'));

/** While servers are replaced one by one, those of the version before still work on the tables of the next. */
test('a migration takes nothing away that a server of the version before still reads', () => {
  expect(migrations.length).toBeGreaterThan(10);
  const taking = migrations.flatMap((file) =>
    readFileSync(path.join(folder, file), 'utf8')
      .split('--> statement-breakpoint')
      .filter((statement) =>
        /\b(drop\s+(table|column|schema|view)|rename\s+(to|column)|truncate|set data type)\b/i.test(statement),
      )
      .map((statement) => `${file}: ${statement.trim()}`),
  );
  expect(taking).toEqual([]);
});

test('a migration is whole or not at all: nothing in it ends its transaction', () => {
  const outside = migrations.filter((file) =>
    /\b(concurrently|vacuum|commit|rollback|create database|alter system)\b/i.test(
      readFileSync(path.join(folder, file), 'utf8'),
    ),
  );
  expect(outside).toEqual([]);
});
