import 'reflect-metadata';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from '@jest/globals';
import {
  buildSchema,
  isEnumType,
  isInputObjectType,
  isIntrospectionType,
  isObjectType,
  isSpecifiedScalarType,
} from 'graphql';
import { printSchemaText } from '../../src/graphql/schema/print-schema-text.js';
import { contractDifferences } from './contract-differences.js';

const root = path.resolve(import.meta.dirname, '../..');
const read = (...at: string[]) => readFileSync(path.join(root, ...at), 'utf8');
const design = path.join(root, '../shared/design/contract.graphql');
const text = printSchemaText();
const schema = buildSchema(text);
const covered = buildSchema(read('test/contract/covered-contract.graphql'));

describe('schema.graphql', () => {
  it('is what the code says: `npm run schema` writes it', () => {
    expect(read('schema.graphql')).toBe(text);
  });

  it('holds everything promised: every type, field, argument, default and enum value', () => {
    expect(contractDifferences(covered, schema)).toEqual([]);
  });

  it('explains every type, field, argument and enum value', () => {
    const bare: string[] = [];
    const check = (place: string, description: string | null | undefined) => {
      if (!description || description.length < 4) bare.push(place);
    };
    for (const type of Object.values(schema.getTypeMap())) {
      if (isIntrospectionType(type) || isSpecifiedScalarType(type)) continue;
      const isRoot = ['Query', 'Mutation', 'Subscription'].includes(type.name);
      if (!isRoot) check(type.name, type.description);
      if (isEnumType(type))
        for (const value of type.getValues()) check(`${type.name}.${value.name}`, value.description);
      if (isInputObjectType(type)) {
        for (const field of Object.values(type.getFields())) check(`${type.name}.${field.name}`, field.description);
      }
      if (isObjectType(type)) {
        for (const field of Object.values(type.getFields())) {
          check(`${type.name}.${field.name}`, field.description);
          for (const arg of field.args) check(`${type.name}.${field.name}(${arg.name})`, arg.description);
        }
      }
    }
    expect(bare).toEqual([]);
  });
});

describe('the covered contract', () => {
  const there = existsSync(design);
  (there ? it : it.skip)(`is a part of the whole contract${there ? '' : ' (which is not on this machine)'}`, () => {
    const whole = buildSchema(readFileSync(design, 'utf8'));
    expect(contractDifferences(covered, whole)).toEqual([]);
  });

  it('would notice a change', () => {
    const changed = (from: string, to: string) =>
      contractDifferences(covered, buildSchema(text.replaceAll(/"""[^]*?"""/g, '').replace(from, to)));
    expect(changed('estimatedInputTokens: Int!', 'estimatedInputTokens: Float!')).toEqual([
      'RequestPreview.estimatedInputTokens is Float!, not Int!',
    ]);
    expect(changed('first: Int = 50', 'first: Int = 51')).toEqual(['Query.models(first) has another default']);
    expect(changed('onUnsupported: UnsupportedPolicy = ADAPT', 'onUnsupported: UnsupportedPolicy = REJECT')).toEqual([
      'GenerateInput(onUnsupported) has another default',
    ]);
    expect(changed('  TOKEN_F1\n', '')).toEqual(['MetricKind.TOKEN_F1 is missing']);
  });
});
