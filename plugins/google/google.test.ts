import { expect, test } from '@jest/globals';
import { describePlugin } from '../../test/support/describe-plugin.js';
import { conformance } from './fixtures/conformance.js';
import google from './index.js';

describePlugin(google, conformance);

test.each([
  ['generation_config', { generation_config: { candidate_count: 8 } }],
  ['system_instruction', { system_instruction: {} }],
  ['generationConfig.candidate_count', { generationConfig: { candidate_count: 8 } }],
  ['generationConfig.max_output_tokens', { generationConfig: { max_output_tokens: 65_536 } }],
])('no provider option may be %s, which has a parameter of its own', (field, providerOptions) => {
  const adapter = google.connect({ resolve: () => undefined as never });
  const request = { model: 'gemini-2.5-flash', messages: [], parameters: {} };
  const prepare = (options: object) =>
    adapter.prepare({ ...request, providerOptions: options as never }, { stream: false });
  expect(() => prepare(providerOptions)).toThrow(
    expect.objectContaining({ code: 'BAD_USER_INPUT', details: { field } }),
  );
  expect(() => prepare({ generationConfig: { mediaResolution: 'MEDIA_RESOLUTION_LOW' } })).not.toThrow();
});
