import type { JsonValue } from '../../sdk/index.js';

const fence = /```(?:json)?\s*\n?([\s\S]*?)```/i;

function parsed(text: string): { readonly value: JsonValue } | undefined {
  try {
    return { value: JSON.parse(text) as JsonValue };
  } catch {
    return undefined;
  }
}

/** The JSON of an answer: the whole of it, else what a code fence holds, else from the first brace to the last. */
export function readJson(text: string): { readonly value: JsonValue } | undefined {
  const fenced = fence.exec(text)?.[1];
  const [open, close] = [text.indexOf('{'), text.lastIndexOf('}')];
  return (
    parsed(text.trim()) ??
    (fenced === undefined ? undefined : parsed(fenced.trim())) ??
    (open >= 0 && close > open ? parsed(text.slice(open, close + 1)) : undefined)
  );
}
