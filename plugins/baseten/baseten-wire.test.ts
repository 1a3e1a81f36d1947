import { expect } from '@jest/globals';
import { describeAdapterQuirks } from '../../test/support/adapter-quirk-setting.js';
import baseten from './index.js';

const deployment = 'https://model-abcd1234.api.baseten.co/environments/production';

describeAdapterQuirks(baseten, 'baseten', 'moonshotai/Kimi-K3', {
  'dedicated-deployments': async (at) =>
    expect(await at.urlFor(`${deployment}/sync/v1`)).toBe(`${deployment}/sync/v1/chat/completions`),
  'no-predict-endpoint': async (at) => expect(await at.urlFor(`${deployment}/predict`)).toBe('PROVIDER_REJECTED'),
  'bearer-scheme': async (at) =>
    expect((await at.answered(undefined)).arrived.headers.authorization).toMatch(/^Bearer \S+$/),
  'bare-error-text': async (at) => {
    const tooLong = 'This model has a maximum context length of 9 tokens.';
    expect(await at.failed({ status: 400, body: { error: tooLong } })).toBe('CONTEXT_WINDOW_EXCEEDED');
    const error = { message: 'In words.', type: 'invalid_request_error', code: 'context_length_exceeded' };
    expect(await at.failed({ status: 400, body: { error } })).toBe('CONTEXT_WINDOW_EXCEEDED');
  },
  'unknown-model-text': async (at) => {
    const body = { error: 'please check the model you provided' };
    expect(await at.failed({ status: 400, body })).toBe('UNKNOWN_MODEL');
    expect(await at.failed({ status: 400, body: { error: 'something else' } })).toBe('PROVIDER_REJECTED');
  },
  'reasoning-content': async (at) => {
    for (const stream of [false, true]) {
      const { choices } = await at.answered(() => ({ text: 'Yes.', reasoning: 'Think.' }), {}, stream);
      expect(choices[0]).toMatchObject({ text: 'Yes.', reasoning: 'Think.' });
    }
  },
  'longest-call': (at) => {
    const told = at.resolved().quirks.find(({ id }) => id === 'baseten/longest-call');
    expect(told?.description).toContain('1200 seconds');
  },
});
