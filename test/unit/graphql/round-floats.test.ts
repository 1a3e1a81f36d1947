import { expect, it } from '@jest/globals';
import { buildSchema, graphql } from 'graphql';
import { roundFloats } from '../../../src/graphql/schema/round-floats.js';

it('floats are shown without what adding binary fractions gets wrong, and no digit that means something less', async () => {
  const schema = buildSchema(
    'type Query { sum: Float! later: Float tiny: Float whole: Float none: Float text: String }',
  );
  const source = {
    sum: 0.1 + 0.2,
    later: Promise.resolve(1.1 * 3),
    tiny: () => 4.2e-9,
    whole: 123_456_789_012_345,
    none: null,
    text: '0.30000000000000004',
  };
  const { data, errors } = await graphql({
    schema: roundFloats(schema),
    source: '{ sum later tiny whole none text }',
    rootValue: source,
  });
  expect(errors).toBeUndefined();
  expect(data).toEqual({
    sum: 0.3,
    later: 3.3,
    tiny: 4.2e-9,
    whole: 123_456_789_012_345,
    none: null,
    text: '0.30000000000000004',
  });
});
