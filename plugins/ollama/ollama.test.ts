import { describe, expect, it } from '@jest/globals';
import { describePlugin } from '../../test/support/describe-plugin.js';
import { checkCredential } from '../../src/vault/check-credential.js';
import { conformance } from './fixtures/conformance.js';
import ollama from './index.js';
import { nativeRoot } from './native-root.js';

describePlugin(ollama, conformance);

describe('Ollama', () => {
  it('needs no key', () => {
    expect(checkCredential({ definition: ollama })).toMatchObject({ fields: {} });
  });

  it.each([
    ['http://127.0.0.1:11434', 'http://127.0.0.1:11434'],
    ['http://127.0.0.1:11434/v1', 'http://127.0.0.1:11434'],
    ['http://127.0.0.1:11434/v1/', 'http://127.0.0.1:11434'],
    ['http://127.0.0.1:11434/api', 'http://127.0.0.1:11434'],
    ['https://host.example/ollama/v1', 'https://host.example/ollama'],
    ['https://host.example/ollama/api/chat', 'https://host.example/ollama'],
    ['https://host.example/v1/chat/completions', 'https://host.example'],
    ['https://host.example/apis', 'https://host.example/apis'],
  ])('is found below %s', (given, root) => {
    expect(nativeRoot(given)).toBe(root);
  });

  it('takes no provider option that has a parameter of its own', () => {
    const adapter = ollama.connect({ resolve: () => undefined as never });
    const request = { model: 'a', messages: [], parameters: {} };
    expect(() => adapter.prepare({ ...request, providerOptions: { num_predict: 5 } }, { stream: false })).toThrow(
      expect.objectContaining({ code: 'BAD_USER_INPUT', details: { field: 'num_predict' } }),
    );
  });
});
