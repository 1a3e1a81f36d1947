import { describe, expect, it } from '@jest/globals';
import { chatCorrection } from '../../src/openai-compatible/chat-correction.js';
import { chatErrorOf } from '../../src/openai-compatible/chat-error-body.js';

const learned = (status: number, error: object | string) =>
  chatCorrection(
    status,
    chatErrorOf(JSON.stringify(typeof error === 'string' ? { error: { message: error } } : error)),
  );
const openai = (message: string, param: string | null, code: string | null) => ({
  error: { message, type: 'invalid_request_error', param, code },
});

/** Refusals as met, with what they teach. */
describe('a refusal teaches', () => {
  it.each([
    [
      openai(
        "Unsupported parameter: 'temperature' is not supported with this model.",
        'temperature',
        'unsupported_parameter',
      ),
      'temperature',
    ],
    [
      openai("Unsupported parameter: 'stop' is not supported with this model.", 'stop', 'unsupported_parameter'),
      'stop',
    ],
    [
      openai(
        "Unsupported parameter: 'reasoning.effort' is not supported with this model.",
        'reasoning.effort',
        'unsupported_parameter',
      ),
      'reasoningEffort',
    ],
    [openai("Unknown parameter: 'top_k'.", 'top_k', 'unknown_parameter'), 'topK'],
    [openai('Unrecognized request argument supplied: top_k', null, null), 'topK'],
    ["property 'logprobs' is unsupported", 'logprobs'],
    ["property 'top_k' is unsupported, did you mean 'top_p'?", 'topK'],
    ['`temperature` is deprecated for this model.', 'temperature'],
    [{ detail: [{ type: 'extra_forbidden', loc: ['body', 'seed'], msg: 'Extra inputs are not permitted' }] }, 'seed'],
    ['Argument not supported on this model: presencePenalty', 'presencePenalty'],
    ['Argument not supported on this model: stop', 'stop'],
    [
      {
        error: {
          message: 'Provider returned error',
          code: 400,
          metadata: {
            raw: JSON.stringify(openai("Unsupported parameter: 'temperature' is not supported.", 'temperature', null)),
            provider_name: 'OpenAI',
          },
        },
      },
      'temperature',
    ],
    ['Model incompatible request argument supplied: temperature', 'temperature'],
  ] as const)('by %j that a parameter is not taken: %s', (error, parameter) => {
    expect(learned(400, error)).toEqual({ kind: 'unsupported-parameter', parameter });
  });

  it.each([
    [
      'max_tokens is too large: 20480. This model supports at most 16384 completion tokens, whereas you provided 20480.',
      16_384,
    ],
    [
      '`max_tokens` must be less than or equal to `8192`, the maximum value for `max_tokens` is less than the `context_window` for this model',
      8_192,
    ],
    ['max_tokens: 100000 > 8192, which is the maximum allowed number of output tokens for claude-3-5-sonnet', 8_192],
    ['Invalid max_tokens value, the valid range of max_tokens is [1, 8192]', 8_192],
    [
      "Invalid 'max_output_tokens': integer above maximum value. Expected a value <= 128000, but got 200000 instead.",
      128_000,
    ],
  ])('by "%s" the output limit %s', (message, tokens) => {
    expect(learned(400, message)).toEqual({ kind: 'max-output-tokens', tokens });
  });

  it.each([
    [
      400,
      openai(
        "This model's maximum context length is 8192 tokens. However, you requested 8256 tokens (64 in the messages, 8192 in the completion).",
        'messages',
        'context_length_exceeded',
      ),
      8_192,
    ],
    [
      400,
      "'max_tokens' or 'max_completion_tokens' is too large: 9000. This model's maximum context length is 4096 tokens and your request has 30 input tokens.",
      4_096,
    ],
    [400, "This model's maximum prompt length is 131072 but the request contains 537812 tokens.", 131_072],
    [
      400,
      {
        error: {
          code: 400,
          message: 'the request exceeds the available context size. try increasing the context size',
          type: 'exceed_context_size_error',
          n_prompt_tokens: 9000,
          n_ctx: 4096,
        },
      },
      4_096,
    ],
    [500, 'the request exceeds the available context size of 2048 tokens', 2_048],
    [
      400,
      {
        message: 'Please reduce the length of the messages. Current length is 8964 while limit is 8192',
        param: 'messages',
      },
      8_192,
    ],
    [422, 'Input validation error: `inputs` tokens + `max_new_tokens` must be <= 8193. Given: 8000 and 512', 8_193],
    [400, 'Your input exceeds the context window of 1,050,000 tokens', 1_050_000],
  ])('with status %s by %j the window %s', (status, error, tokens) => {
    expect(learned(status, error)).toEqual({ kind: 'context-window', tokens });
  });

  it.each([
    [
      openai(
        "Unsupported value: 'temperature' does not support 0.2 with this model. Only the default (1) value is supported.",
        'temperature',
        'unsupported_value',
      ),
      { kind: 'limited-range', parameter: 'temperature', min: 1, max: 1 },
    ],
    [
      openai(
        "Unsupported value: 'reasoning_effort' does not support 'minimal' with this model. Supported values are: 'none', 'low', 'medium', and 'high'.",
        'reasoning_effort',
        'unsupported_value',
      ),
      { kind: 'limited-values', parameter: 'reasoningEffort', values: ['none', 'low', 'medium', 'high'] },
    ],
    [
      openai(
        "Invalid 'temperature': decimal above maximum value. Expected a value <= 2, but got 3 instead.",
        'temperature',
        'decimal_above_max_value',
      ),
      { kind: 'limited-range', parameter: 'temperature', max: 2 },
    ],
    [
      openai(
        "Invalid 'n': integer below minimum value. Expected a value >= 1, but got 0 instead.",
        'n',
        'integer_below_min_value',
      ),
      { kind: 'limited-range', parameter: 'n', min: 1 },
    ],
    [
      {
        detail: [
          {
            type: 'less_than_equal',
            loc: ['body', 'temperature'],
            msg: 'Input should be less than or equal to 1.5',
            ctx: { le: 1.5 },
          },
        ],
      },
      { kind: 'limited-range', parameter: 'temperature', max: 1.5 },
    ],
    ["'n' : number must be at most 1", { kind: 'limited-range', parameter: 'n', max: 1 }],
    ['temperature must be in the range [0, 1.0]', { kind: 'limited-range', parameter: 'temperature', min: 0, max: 1 }],
    ['`top_p` must be between 0 and 1', { kind: 'limited-range', parameter: 'topP', min: 0, max: 1 }],
  ])('by %j what is taken', (error, correction) => {
    expect(learned(400, error)).toEqual(correction);
  });

  it('that a parameter has another name', () => {
    const message =
      "Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead.";
    expect(learned(400, openai(message, 'max_tokens', 'unsupported_parameter'))).toEqual({
      kind: 'renamed-parameter',
      parameter: 'maxOutputTokens',
      as: 'max_completion_tokens',
    });
  });

  it.each([
    [401, "Unsupported parameter: 'temperature' is not supported with this model."],
    [429, 'Rate limit of 10 for temperature'],
    [400, 'Something is wrong.'],
    [400, openai("Missing required parameter: 'messages'.", 'messages', 'missing_required_parameter')],
    [
      400,
      openai(
        "Invalid 'tools[0].function.name': string does not match pattern.",
        'tools[0].function.name',
        'invalid_value',
      ),
    ],
    [422, { detail: [{ type: 'missing', loc: ['body', 'messages'], msg: 'Field required' }] }],
    [500, 'internal error'],
  ] as const)('nothing with status %s and %j', (status, error) => {
    expect(learned(status, error)).toBeUndefined();
  });
});
