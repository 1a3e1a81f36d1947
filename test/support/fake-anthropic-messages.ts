import { contentText, limited, pieces, type FakeDialectReplies, type FakeReply } from './fake-dialect.js';

const errorTypes: Record<number, string> = {
  400: 'invalid_request_error',
  401: 'authentication_error',
  402: 'billing_error',
  403: 'permission_error',
  404: 'not_found_error',
  413: 'request_too_large',
  429: 'rate_limit_error',
  500: 'api_error',
  504: 'timeout_error',
  529: 'overloaded_error',
};

const finished = ({ body, answer }: FakeReply) => {
  const { text, cut, tokens } = limited(answer.text ?? '', body.max_tokens);
  const reason =
    answer.refusal !== undefined ? 'refusal' : answer.toolCalls?.length ? 'tool_use' : cut ? 'max_tokens' : 'end_turn';
  return { text, reason, tokens };
};

const usage = (reply: FakeReply) => ({
  input_tokens: reply.input - (reply.answer.usage?.cached ?? 0),
  cache_creation_input_tokens: 0,
  cache_read_input_tokens: reply.answer.usage?.cached ?? 0,
  output_tokens: reply.answer.usage?.output ?? finished(reply).tokens,
  ...(reply.answer.usage?.reasoning === undefined
    ? {}
    : { output_tokens_details: { thinking_tokens: reply.answer.usage.reasoning } }),
  service_tier: 'standard',
});

const blocks = (reply: FakeReply) => [
  ...(reply.answer.reasoning === undefined
    ? []
    : [{ type: 'thinking', thinking: reply.answer.reasoning, signature: 'c2lnbmF0dXJl' }]),
  ...(finished(reply).text === '' ? [] : [{ type: 'text', text: finished(reply).text }]),
  ...(reply.answer.toolCalls ?? []).map((call) => ({
    type: 'tool_use',
    id: call.id,
    name: call.name,
    input: call.arguments,
  })),
];

const message = (reply: FakeReply) => ({
  id: `msg_${reply.id}`,
  type: 'message',
  role: 'assistant',
  model: reply.body.model,
});

const event = (type: string, rest: object) => `event: ${type}\ndata: ${JSON.stringify({ type, ...rest })}\n\n`;

/** The Messages API as Anthropic spells it. */
export const anthropicMessages: FakeDialectReplies = {
  messages: (body) => [
    ...(body.system === undefined ? [] : [{ role: 'system', content: contentText(body.system) }]),
    ...(Array.isArray(body.messages) ? body.messages : []).map((turn: any) => ({
      role: String(turn?.role),
      content: contentText(turn?.content),
    })),
  ],
  headers: (id) => ({
    'request-id': `req_${id}`,
    'anthropic-ratelimit-requests-limit': '4000',
    'anthropic-ratelimit-requests-remaining': '3999',
    'anthropic-ratelimit-requests-reset': '2026-11-23T12:00:00Z',
  }),
  reply: (reply) => ({
    ...message(reply),
    content: blocks(reply),
    stop_reason: finished(reply).reason,
    stop_sequence: null,
    usage: usage(reply),
  }),
  emptyReply: (reply) => ({ ...message(reply), stop_reason: 'end_turn', stop_sequence: null, usage: usage(reply) }),
  events: (reply) => {
    const events = [
      event('message_start', {
        message: {
          ...message(reply),
          content: [],
          stop_reason: null,
          stop_sequence: null,
          usage: { ...usage(reply), output_tokens: 1 },
        },
      }),
      event('ping', {}),
    ];
    blocks(reply).forEach((block: any, index) => {
      if (block.type === 'tool_use') {
        events.push(event('content_block_start', { index, content_block: { ...block, input: {} } }));
        for (const piece of pieces(JSON.stringify(block.input))) {
          events.push(
            event('content_block_delta', { index, delta: { type: 'input_json_delta', partial_json: piece } }),
          );
        }
      } else if (block.type === 'thinking') {
        events.push(
          event('content_block_start', { index, content_block: { type: 'thinking', thinking: '', signature: '' } }),
        );
        for (const piece of pieces(block.thinking)) {
          events.push(event('content_block_delta', { index, delta: { type: 'thinking_delta', thinking: piece } }));
        }
        events.push(
          event('content_block_delta', { index, delta: { type: 'signature_delta', signature: block.signature } }),
        );
      } else {
        events.push(event('content_block_start', { index, content_block: { type: 'text', text: '' } }));
        for (const piece of pieces(block.text)) {
          events.push(event('content_block_delta', { index, delta: { type: 'text_delta', text: piece } }));
        }
      }
      events.push(event('content_block_stop', { index }));
    });
    events.push(
      event('message_delta', {
        delta: { stop_reason: finished(reply).reason, stop_sequence: null },
        usage: usage(reply),
      }),
      event('message_stop', {}),
    );
    return events;
  },
  errorEvent: (id) =>
    event('error', { error: { type: 'overloaded_error', message: 'Overloaded' }, request_id: `req_${id}` }),
  error: (status, refused, id) => ({
    type: 'error',
    error: {
      type: refused?.type ?? errorTypes[status] ?? (status < 500 ? 'invalid_request_error' : 'api_error'),
      message: refused?.message ?? 'A message of the fake provider that nobody should ever see.',
    },
    request_id: `req_${id}`,
  }),
};
