import { crowded, type BodyExpectation } from './body-expectation.js';

const messages = [
  { role: 'system', content: 'Be brief.' },
  { role: 'user', content: 'One.' },
  { role: 'user', content: 'Two.' },
];
const hello = [{ role: 'user', content: 'Hello' }];
const limit = ['maxOutputTokens clamped', 'maxOutputTokens renamed'];
const sampling = { temperature: 0.5, topP: 0.5, logprobs: 2 };

/** From OpenAI's published schema, the types of its own client, and its models' refusals as reported by others. */
export const openaiBodies: readonly BodyExpectation[] = [
  {
    model: 'gpt-4o-mini',
    asked: crowded,
    sent: { messages, temperature: 1.8, max_completion_tokens: 16_384, stop: ['a', 'b', 'c', 'd'] },
    told: [...limit, 'stop truncated', 'topK dropped'],
  },
  {
    model: 'gpt-5-mini',
    asked: crowded,
    sent: { messages, max_completion_tokens: 100_000 },
    told: ['maxOutputTokens renamed', 'stop dropped', 'temperature dropped', 'topK dropped'],
  },
  {
    model: 'gpt-4.1',
    asked: { parameters: { temperature: 2.5, n: 200, logprobs: 25, reasoningEffort: 'low', seed: 7 } },
    sent: { messages: hello, temperature: 2, n: 128, logprobs: true, top_logprobs: 20, seed: 7 },
    told: ['logprobs clamped', 'n clamped', 'reasoningEffort dropped', 'temperature clamped'],
  },
  {
    model: 'gpt-5-nano',
    asked: {
      parameters: {
        ...sampling,
        frequencyPenalty: 1,
        presencePenalty: 1,
        reasoningEffort: 'none',
        maxOutputTokens: 100,
      },
    },
    sent: { messages: hello, reasoning_effort: 'minimal', max_completion_tokens: 100 },
    told: [
      'frequencyPenalty dropped',
      'logprobs dropped',
      'maxOutputTokens renamed',
      'maxOutputTokens reported',
      'presencePenalty dropped',
      'reasoningEffort converted',
      'temperature dropped',
      'topP dropped',
    ],
  },
  {
    model: 'gpt-5.1',
    asked: { parameters: { ...sampling, reasoningEffort: 'xhigh', stop: ['a'] } },
    sent: { messages: hello, reasoning_effort: 'high' },
    told: ['logprobs dropped', 'reasoningEffort converted', 'stop dropped', 'temperature dropped', 'topP dropped'],
  },
  {
    model: 'gpt-5.4',
    asked: { parameters: { ...sampling, reasoningEffort: 'none', stop: ['a'] } },
    sent: {
      messages: hello,
      temperature: 0.5,
      top_p: 0.5,
      logprobs: true,
      top_logprobs: 2,
      reasoning_effort: 'none',
      stop: ['a'],
    },
    told: [],
  },
  {
    model: 'gpt-5.6-sol',
    asked: { parameters: { ...sampling, reasoningEffort: 'max' } },
    sent: { messages: hello, reasoning_effort: 'xhigh' },
    told: ['logprobs dropped', 'reasoningEffort converted', 'temperature dropped', 'topP dropped'],
  },
  {
    model: 'gpt-6.2-astra',
    asked: { parameters: { ...sampling, reasoningEffort: 'minimal' } },
    sent: { messages: hello, reasoning_effort: 'low' },
    told: ['logprobs dropped', 'reasoningEffort converted', 'temperature dropped', 'topP dropped'],
  },
  {
    model: 'o3',
    asked: { parameters: { reasoningEffort: 'minimal', stop: ['a'] } },
    sent: { messages: hello, reasoning_effort: 'low' },
    told: ['reasoningEffort converted', 'stop dropped'],
  },
  {
    model: 'gpt-5-search-api',
    asked: { parameters: { seed: 7, n: 2, reasoningEffort: 'low' } },
    sent: { messages: hello },
    told: ['n dropped', 'reasoningEffort dropped', 'seed dropped'],
  },
  {
    model: 'gpt-4o',
    asked: {
      responseFormat: { kind: 'json-schema', name: 'reply', schema: { type: 'object' }, strict: false },
      tools: [{ name: 'look', description: 'Looks.', schema: { type: 'object' } }],
      toolChoice: { mode: 'tool', tool: 'look' },
      endUser: 'u-1',
      providerOptions: { store: false },
    },
    sent: {
      messages: hello,
      response_format: {
        type: 'json_schema',
        json_schema: { name: 'reply', schema: { type: 'object' }, strict: false },
      },
      tools: [
        {
          type: 'function',
          function: { name: 'look', description: 'Looks.', parameters: { type: 'object', properties: {} } },
        },
      ],
      tool_choice: { type: 'function', function: { name: 'look' } },
      safety_identifier: 'u-1',
      store: false,
    },
    told: ['tools converted'],
  },
];
