import { expect } from '@jest/globals';
import { describeAdapterQuirks } from '../../test/support/adapter-quirk-setting.js';
import compatible from './index.js';

const schema = { type: 'object' };

describeAdapterQuirks(compatible, 'compatible', 'whatever', {
  'plainest-dialect': async (at) => {
    const { arrived } = await at.answered(undefined, {
      messages: [
        { role: 'system', content: 'Be brief.' },
        { role: 'user', content: 'Hello' },
      ],
      parameters: { maxOutputTokens: 9 },
      responseFormat: { kind: 'json-schema', schema, strict: true },
    });
    expect(arrived.body).toEqual({
      model: 'whatever',
      messages: [
        { role: 'system', content: 'Be brief.' },
        { role: 'user', content: 'Hello' },
      ],
      max_tokens: 9,
      response_format: { type: 'json_schema', json_schema: { name: 'answer', schema } },
    });
  },
});
