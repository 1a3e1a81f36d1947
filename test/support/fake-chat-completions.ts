import {
  contentText,
  limited,
  pieces,
  type FakeDialect,
  type FakeDialectReplies,
  type FakeReply,
} from './fake-dialect.js';

const errorTypes: Record<number, { type: string; code: string | null }> = {
  400: { type: 'invalid_request_error', code: null },
  401: { type: 'invalid_request_error', code: 'invalid_api_key' },
  404: { type: 'invalid_request_error', code: 'model_not_found' },
  429: { type: 'requests', code: 'rate_limit_exceeded' },
};

/** Chat completions as OpenAI, Groq and Baseten spell them. */
export function chatCompletions(dialect: FakeDialect): FakeDialectReplies {
  const finished = ({ body, answer }: FakeReply) => {
    const limit = body.max_completion_tokens ?? body.max_tokens;
    const { text, cut, tokens } = limited(answer.text ?? '', limit);
    const reason = answer.toolCalls?.length ? 'tool_calls' : cut ? 'length' : 'stop';
    return { text, reason, tokens };
  };
  const usage = (reply: FakeReply) => {
    const output =
      reply.answer.usage?.output ?? finished(reply).tokens + Math.ceil((reply.answer.reasoning?.length ?? 0) / 4);
    const total = { prompt_tokens: reply.input, completion_tokens: output, total_tokens: reply.input + output };
    if (dialect === 'groq') {
      return {
        ...total,
        queue_time: 0.01,
        prompt_time: 0.001,
        completion_time: 0.02,
        total_time: 0.021,
        prompt_tokens_details: null,
      };
    }
    if (dialect === 'compatible') return total;
    return {
      ...total,
      prompt_tokens_details: { cached_tokens: reply.answer.usage?.cached ?? 0, audio_tokens: 0 },
      completion_tokens_details: {
        reasoning_tokens: reply.answer.usage?.reasoning ?? 0,
        audio_tokens: 0,
        accepted_prediction_tokens: 0,
        rejected_prediction_tokens: 0,
      },
    };
  };
  const reasoningField = dialect === 'baseten' || dialect === 'compatible' ? 'reasoning_content' : 'reasoning';
  const head = (reply: FakeReply, object: string) => ({
    id: `chatcmpl-${reply.id}`,
    object,
    created: 1_795_430_400,
    model: reply.body.model,
    system_fingerprint: 'fp_fake',
  });
  const toolCalls = (reply: FakeReply) =>
    reply.answer.toolCalls?.map((call) => ({
      id: call.id,
      type: 'function',
      function: { name: call.name, arguments: JSON.stringify(call.arguments) },
    }));
  const data = (value: unknown) => `data: ${JSON.stringify(value)}\n\n`;

  return {
    messages: (body) =>
      (Array.isArray(body.messages) ? body.messages : []).map((message: any) => ({
        role: String(message?.role),
        content: contentText(message?.content),
      })),
    headers: (id): Record<string, string> =>
      dialect === 'compatible'
        ? {}
        : {
            'x-request-id': `req_${id}`,
            'x-ratelimit-limit-requests': '10000',
            'x-ratelimit-remaining-requests': '9999',
            'x-ratelimit-reset-requests': '6ms',
          },
    reply: (reply) => {
      const { text, reason } = finished(reply);
      const calls = toolCalls(reply);
      return {
        ...head(reply, 'chat.completion'),
        choices: Array.from({ length: reply.body.n ?? 1 }, (_, index) => ({
          index,
          message: {
            role: 'assistant',
            content: reply.answer.refusal !== undefined || (calls && text === '') ? null : text,
            ...(reply.answer.refusal === undefined
              ? dialect === 'openai'
                ? { refusal: null }
                : {}
              : { refusal: reply.answer.refusal }),
            ...(reply.answer.reasoning === undefined ? {} : { [reasoningField]: reply.answer.reasoning }),
            ...(calls ? { tool_calls: calls } : {}),
          },
          logprobs: null,
          finish_reason: reason,
        })),
        usage: usage(reply),
      };
    },
    emptyReply: (reply) => ({ ...head(reply, 'chat.completion'), choices: [], usage: usage(reply) }),
    events: (reply) => {
      const { text, reason } = finished(reply);
      const chunk = (index: number, delta: object, finish: string | null = null) =>
        data({
          ...head(reply, 'chat.completion.chunk'),
          choices: [{ index, delta, logprobs: null, finish_reason: finish }],
        });
      const events: string[] = [];
      for (let index = 0; index < (reply.body.n ?? 1); index += 1) {
        events.push(chunk(index, { role: 'assistant', content: '' }));
        for (const piece of pieces(reply.answer.reasoning ?? ''))
          events.push(chunk(index, { [reasoningField]: piece }));
        for (const piece of pieces(reply.answer.refusal ?? '')) events.push(chunk(index, { refusal: piece }));
        for (const piece of pieces(text)) events.push(chunk(index, { content: piece }));
        toolCalls(reply)?.forEach((call, position) => {
          events.push(
            chunk(index, {
              tool_calls: [{ ...call, index: position, function: { name: call.function.name, arguments: '' } }],
            }),
          );
          for (const piece of pieces(call.function.arguments)) {
            events.push(chunk(index, { tool_calls: [{ index: position, function: { arguments: piece } }] }));
          }
        });
        events.push(chunk(index, {}, reason));
      }
      if (reply.body.stream_options?.include_usage) {
        events.push(data({ ...head(reply, 'chat.completion.chunk'), choices: [], usage: usage(reply) }));
      }
      events.push('data: [DONE]\n\n');
      return events;
    },
    errorEvent: () =>
      dialect === 'baseten'
        ? data({ error: 'an error was encountered while running the model' })
        : data({ error: { message: 'The server had an error.', type: 'server_error', param: null, code: null } }),
    error: (status, refused) => {
      const message = refused?.message ?? 'A message of the fake provider that nobody should ever see.';
      if (dialect === 'baseten') return { error: message };
      const known = errorTypes[status] ?? { type: 'server_error', code: null };
      return {
        error: {
          message,
          type: refused?.type ?? known.type,
          param: refused?.param ?? null,
          code: refused?.code ?? known.code,
        },
      };
    },
  };
}
