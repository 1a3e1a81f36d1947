import { describe, expect, it } from '@jest/globals';
import { describePlugin } from '../../test/support/describe-plugin.js';
import { checkCredential } from '../../src/vault/check-credential.js';
import { conformance } from './fixtures/conformance.js';
import ollama from './index.js';

describePlugin(ollama, conformance);

describe('Ollama', () => {
  it('needs no key', () => {
    expect(checkCredential({ definition: ollama })).toMatchObject({ fields: {} });
  });

  it('takes no provider option that has a parameter of its own', () => {
    const adapter = ollama.connect({ resolve: () => undefined as never });
    const request = { model: 'a', messages: [], parameters: {} };
    expect(() => adapter.prepare({ ...request, providerOptions: { num_predict: 5 } }, { stream: false })).toThrow(
      expect.objectContaining({ code: 'BAD_USER_INPUT', details: { field: 'num_predict' } }),
    );
  });
});
