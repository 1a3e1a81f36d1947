import { ok } from 'node:assert/strict';
import { finishReasons } from '../completion.js';
import type { JsonValue } from '../json.js';
import type { Audit } from './audit.js';
import type { AuditReply } from './audit-reply.js';
import { failureOf } from './audited-call.js';

/** Names that every object inherits: a table that is asked for one without care answers with what it never held. */
const inherited = ['constructor', '__proto__'];

/** What a provider names in its replies is looked up with care. */
export const nameAudits: readonly Audit[] = [
  {
    name: 'strange-names',
    run: async (plugin) => {
      const { whole, errors } = plugin.replies;
      for (const reply of [whole, ...errors.map((one) => one.reply)].flatMap(renamed)) {
        const call = await plugin.call(reply);
        const said = JSON.stringify(reply.body).slice(0, 200);
        if ('completion' in call.outcome) {
          for (const { finishReason } of call.outcome.completion.choices)
            ok(finishReasons.includes(finishReason), `It takes a name for a finish reason in ${said}`);
        } else {
          const { code, cause } = failureOf(call);
          ok(code !== 'PROVIDER_UNREACHABLE' || cause === undefined, `It breaks on a name of ${said}`);
        }
      }
    },
  },
];

/** The reply once for each text in it, with that text replaced. */
function renamed(reply: AuditReply): readonly AuditReply[] {
  const { body } = reply;
  if (typeof body !== 'object' || body === null || body instanceof Uint8Array) return [];
  const { texts } = mapTexts(body, (text) => text);
  const places = Array.from({ length: texts }, (_, at) => at);
  const replaced = (name: string, place: number) => mapTexts(body, (text, at) => (at === place ? name : text)).value;
  return inherited.flatMap((name) => places.map((place) => Object.assign({}, reply, { body: replaced(name, place) })));
}

function mapTexts(body: JsonValue, change: (text: string, at: number) => string) {
  let texts = 0;
  const visit = (value: JsonValue): JsonValue => {
    if (typeof value === 'string') return change(value, texts++);
    if (Array.isArray(value)) return value.map((item: JsonValue) => visit(item));
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, visit(inner)]));
  };
  const value = visit(body);
  return { value, texts };
}
