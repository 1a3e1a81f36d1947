import type { JsonObject, JsonValue } from '../sdk/index.js';
import { objectOf, textOf } from './content-of.js';

const fields = ['reasoning_content', 'reasoning', 'reasoning_text'] as const;

/** What a message or a piece of one says of the model's reasoning; servers that say it twice mean it once. */
export function reasoningOf(message: JsonObject): string {
  for (const field of fields) {
    const said = textOf(message[field]);
    if (said) return said;
  }
  return partsOf(message.reasoning_details) || partsOf(message.content);
}

/** Reasoning in a list of parts, each of which may hold a list of its own. */
function partsOf(value: JsonValue | undefined): string {
  if (!Array.isArray(value)) return '';
  return (value as readonly JsonValue[])
    .map((item) => {
      const part = objectOf(item);
      const type = textOf(part?.type) ?? '';
      if (type === 'thinking') return textOf(part?.thinking) ?? innerText(part?.thinking);
      return type.startsWith('reasoning') ? (textOf(part?.text) ?? textOf(part?.summary) ?? '') : '';
    })
    .join('');
}

const innerText = (value: JsonValue | undefined): string =>
  Array.isArray(value)
    ? (value as readonly JsonValue[]).map((item) => textOf(objectOf(item)?.text) ?? '').join('')
    : '';
