import { expect, test } from '@jest/globals';
import { fieldScopes } from '../../src/graphql/schema/field-scopes.js';
import { spendingFields } from '../../src/server/spending-fields.js';

const fieldsOf = (type: string) =>
  Object.entries(fieldScopes).flatMap(([at, scope]) => {
    const [of, name] = at.split('.') as [string, string];
    return of === type ? [{ at, name, scope }] : [];
  });

test('a token that may only look can change nothing', () => {
  expect(fieldsOf('Mutation').length).toBeGreaterThan(30);
  expect(fieldsOf('Mutation').filter(({ scope }) => scope === 'read')).toEqual([]);
  // Who did what, and who may, is for those who manage tokens; what is of all tenants, for the operator.
  for (const at of ['Query.tokens', 'Query.auditTrail']) expect([at, fieldScopes[at]]).toEqual([at, 'admin']);
  for (const at of ['Query.tenants', 'Query.keyRotation']) expect([at, fieldScopes[at]]).toEqual([at, 'operator']);
});

test('what spends needs the scope of spending, or that of keys', () => {
  const roots = [...fieldsOf('Mutation'), ...fieldsOf('Subscription'), ...fieldsOf('Query')];
  const spending = roots.filter(({ at, name }) => spendingFields.has(name) && !at.startsWith('Query.'));
  expect(spending.length).toBeGreaterThanOrEqual(spendingFields.size);
  expect(spending.filter(({ scope }) => scope !== 'run' && scope !== 'credentials')).toEqual([]);
});

test('what a field is called tells who may use it', () => {
  const wrong = fieldsOf('Mutation').filter(({ name, scope }) => {
    if (name.endsWith('Credential')) return scope !== 'credentials';
    if (/Tenant$|^rotateKeys$|Plugins?$/.test(name)) return scope !== 'operator';
    return name.endsWith('Token') && scope !== 'admin';
  });
  expect(wrong).toEqual([]);
});
