import { contentText, limited, pieces, type FakeDialectReplies, type FakeReply } from './fake-dialect.js';

const at = '2026-11-23T12:00:00.000000Z';

/** Ollama's own API, /api/chat. */
export const ollamaChat: FakeDialectReplies = {
  messages: (body) =>
    (Array.isArray(body.messages) ? body.messages : []).map((message: any) => ({
      role: String(message?.role),
      content: contentText(message?.content),
    })),
  headers: () => ({}),
  reply: (reply) => ({
    ...last(reply),
    message: { role: 'assistant', content: finished(reply).text, ...extras(reply) },
  }),
  emptyReply: ({ body }) => ({ model: body.model, created_at: at }),
  events: (reply) => {
    const piece = (message: object) =>
      line({
        model: reply.body.model,
        created_at: at,
        message: { role: 'assistant', content: '', ...message },
        done: false,
      });
    const { thinking, tool_calls: calls } = extras(reply);
    return [
      ...pieces(thinking ?? '').map((text) => piece({ thinking: text })),
      ...pieces(finished(reply).text).map((text) => piece({ content: text })),
      ...(calls ?? []).map((call) => piece({ tool_calls: [call] })),
      line(last(reply)),
    ];
  },
  errorEvent: () => line({ error: 'an error was encountered while running the model' }),
  error: (_, refused) => ({ error: refused?.message ?? 'A message of the fake provider that nobody should ever see.' }),
};

const line = (value: object) => `${JSON.stringify(value)}\n`;

const finished = ({ body, answer }: FakeReply) => limited(answer.text ?? '', body.options?.num_predict);

const extras = ({ answer }: FakeReply) => ({
  ...(answer.reasoning === undefined ? {} : { thinking: answer.reasoning }),
  ...(answer.toolCalls === undefined
    ? {}
    : {
        tool_calls: answer.toolCalls.map(({ id, name, arguments: given }, index) => ({
          id,
          function: { index, name, arguments: given },
        })),
      }),
});

const last = (reply: FakeReply) => ({
  model: reply.body.model,
  created_at: at,
  message: { role: 'assistant', content: '' },
  done: true,
  done_reason: finished(reply).cut ? 'length' : 'stop',
  total_duration: 812_345_678,
  load_duration: 41_234_567,
  prompt_eval_count: reply.input,
  prompt_eval_duration: 130_079_000,
  eval_count: reply.answer.usage?.output ?? finished(reply).tokens,
  eval_duration: 96_123_000,
});

/** What Ollama says of a model and of those it runs; undefined for another path. */
export function ollamaFacts(path: string, model: unknown, contextTokens: number | undefined): unknown {
  if (path === '/api/version') return { version: '0.33.2' };
  if (path === '/api/ps') {
    return { models: contextTokens === undefined ? [] : [{ name: model, model, context_length: contextTokens }] };
  }
  if (path !== '/api/show') return undefined;
  return {
    license: 'A licence.',
    parameters: 'num_ctx                        131072\nstop                           "<|eot|>"',
    template: '{{ .Prompt }}',
    details: { family: 'llama', families: ['llama'] },
    // Of a model that keeps to itself what it was trained for.
    model_info: { 'general.architecture': 'llama' },
    capabilities: ['completion', 'tools'],
  };
}
