import { describe, it } from '@jest/globals';
import baseten from '../../plugins/baseten/index.js';
import groq from '../../plugins/groq/index.js';
import ollama from '../../plugins/ollama/index.js';
import compatible from '../../plugins/openai-compatible/index.js';
import { providerAudits } from '../../src/sdk/audits/provider-audits.js';
import type { ErrorCode } from '../../src/sdk/index.js';

const usage = { prompt_tokens: 12, completion_tokens: 4, total_tokens: 16, prompt_tokens_details: null };
const reply = {
  id: 'chatcmpl-1',
  object: 'chat.completion',
  choices: [
    { index: 0, message: { role: 'assistant', content: 'Grüße, Welt!' }, logprobs: null, finish_reason: 'stop' },
  ],
  usage,
};
const chunk = (delta: object, finish: string | null = null) => ({
  object: 'chat.completion.chunk',
  choices: [{ index: 0, delta, logprobs: null, finish_reason: finish }],
});
const chunks = [
  chunk({ role: 'assistant', content: '' }),
  chunk({ content: 'Grüße, ' }),
  chunk({ content: 'Welt!' }),
  chunk({}, 'stop'),
  { object: 'chat.completion.chunk', choices: [], usage },
];
const refusal = (status: number, code: ErrorCode, error: unknown) => ({
  code,
  reply: { status, body: JSON.stringify({ error }) },
});
const replies = {
  text: 'Grüße, Welt!',
  whole: { body: JSON.stringify(reply) },
  streamed: {
    headers: { 'content-type': 'text/event-stream' },
    body: `${chunks.map((event) => `data: ${JSON.stringify(event)}\n\n`).join('')}data: [DONE]\n\n`,
  },
  errors: [
    refusal(401, 'CREDENTIAL_INVALID', { message: 'The key is wrong', type: 'invalid_request_error', code: null }),
    refusal(404, 'UNKNOWN_MODEL', { message: 'No such model here', type: 'not_found_error', param: null, code: null }),
    refusal(429, 'RATE_LIMITED', 'slow down please'),
    refusal(503, 'PROVIDER_OVERLOADED', { message: 'We are busy now', type: 'server_error' }),
    refusal(400, 'PROVIDER_REJECTED', { message: 'Bad stop value', type: 'invalid_request_error', param: 'stop' }),
  ],
};

describe.each([groq, baseten, ollama, compatible])('the plugin $id', (definition) => {
  for (const { name, run } of providerAudits(definition, { replies })) it(`keeps the promise: ${name}`, run);
});
