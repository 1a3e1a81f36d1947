import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from '@jest/globals';
import { buildSchema, getNamedType, isInputObjectType, isInterfaceType, isObjectType } from 'graphql';

const schema = buildSchema(readFileSync(path.resolve(import.meta.dirname, '../../schema.graphql'), 'utf8'));
const types = Object.values(schema.getTypeMap()).filter(({ name }) => !name.startsWith('__'));

test('no field gives a secret, and no type has one to give', () => {
  const shown = types.flatMap((type) =>
    isObjectType(type) || isInterfaceType(type)
      ? Object.values(type.getFields()).map((field) => ({ at: `${type.name}.${field.name}`, name: field.name, field }))
      : [],
  );
  expect(shown.length).toBeGreaterThan(300);
  expect(shown.filter(({ field }) => getNamedType(field.type).name === 'Secret')).toEqual([]);
  const telling = /^(api_?key|secret|password|sealed|wrapped|ciphertext|private_?key|digest|kek|dek)$/i;
  expect(
    shown
      .filter(({ name, field }) => telling.test(name) && getNamedType(field.type).name !== 'Boolean')
      .map(({ at }) => at),
  ).toEqual([]);
  // A token is shown once, to whoever makes it.
  const tokens = shown.filter(({ name }) => name === 'token').map(({ at }) => at);
  expect(tokens.toSorted()).toEqual(['NewTenant.token', 'NewToken.token']);
});

test('every key is taken as a Secret, which no document may hold', () => {
  const taken = types.flatMap((type) =>
    isInputObjectType(type)
      ? Object.values(type.getFields()).map((field) => ({ at: `${type.name}.${field.name}`, field }))
      : [],
  );
  const keys = taken.filter(({ field }) => /^(api_?key|secret|password)$/i.test(field.name));
  expect(keys.length).toBeGreaterThan(3);
  expect(keys.filter(({ field }) => getNamedType(field.type).name !== 'Secret').map(({ at }) => at)).toEqual([]);
});
