import type { JsonObject, JsonValue, Message } from 'byom/sdk';
import { type FoundJson, isObject, jsonWithin } from './read-json.js';

/** One answer that an instruction got, and the answer that was wanted. */
export interface Outcome {
  readonly input: string;
  readonly output?: string;
  readonly expected?: string;
  readonly feedback?: string;
}

export interface ImprovementRequest {
  readonly instruction: string;
  readonly outcomes: readonly Outcome[];
  /** Answers that the request lists as those expected in the data. */
  readonly labels: readonly string[];
  /** The whole request's text. */
  readonly text: string;
}

const keys = {
  expected: /^(?:expected|correct|target|gold|reference|desired|ideal|truth|wanted|should)|^label$|^ground/i,
  feedback: /^(?:feedback|comment|critique|reason|note|problem|why|explanation|remark)/i,
  output:
    /^(?:(?:model|actual|assistant|your|its|current|given|produced|predicted|wrong|generated)[ _-]?)?(?:output|answer|response|reply|prediction|completion|got|result)s?$|^(?:got|actual|predicted)/i,
  input: /^(?:inputs?|text|question|message|query|example|user|variables|fields|x)$|^input/i,
} as const;
type Part = keyof typeof keys;

const partOf = (name: string): Part | undefined =>
  (Object.keys(keys) as Part[]).find((part) => keys[part].test(name.trim()));

/** An object's single text, or its fields one to a line, as an input would show them. */
function asText(value: JsonValue | undefined): string | undefined {
  if (value === undefined) return undefined;
  if (typeof value === 'string') return value;
  if (!isObject(value)) return JSON.stringify(value);
  const entries = Object.entries(value);
  if (entries.length === 1) return asText(entries[0]?.[1]);
  return entries.map(([name, field]) => `${name}: ${asText(field) ?? ''}`).join('\n');
}

function outcomeOf(record: JsonObject): Outcome | undefined {
  const parts: Partial<Record<Part, string>> = {};
  const others: string[] = [];
  for (const [name, value] of Object.entries(record)) {
    const part = partOf(name);
    // An expected object stays JSON: its fields are what the answer must have.
    const text = part === 'expected' && isObject(value) ? JSON.stringify(value) : asText(value);
    if (part === undefined) others.push(text ?? '');
    else parts[part] ??= text;
  }
  const input = parts.input ?? others.join('\n');
  if (input === '' || (parts.expected === undefined && parts.feedback === undefined)) return undefined;
  return { input, output: parts.output, expected: parts.expected, feedback: parts.feedback };
}

function fromJson(value: JsonValue): Outcome[] {
  if (Array.isArray(value)) return (value as readonly JsonValue[]).flatMap(fromJson);
  if (!isObject(value)) return [];
  const own = outcomeOf(value);
  return own === undefined ? Object.values(value).flatMap(fromJson) : [own];
}

const labelled = /^\s*(?:[-*•#>]+\s*)?(?:\d+[.)]\s*)?\**([A-Za-z][A-Za-z _-]{0,40}?)\**\s*:\**\s*(.*)$/;
const opening = /^\s*<([a-z][\w-]*)>\s*(.*?)\s*(?:<\/\1>)?\s*$/i;

/** Blocks of `Input: ..`, `Output: ..`, `Expected: ..`, `Feedback: ..` lines or tags; a value may go on for lines. */
function fromText(text: string): Outcome[] {
  const outcomes: Outcome[] = [];
  let parts: Partial<Record<Part, string[]>> = {};
  let current: string[] | undefined;
  const joined = (part: Part) => parts[part]?.join('\n').trim();
  const close = () => {
    const input = joined('input');
    if (input !== undefined && (joined('expected') !== undefined || joined('feedback') !== undefined)) {
      outcomes.push({ input, output: joined('output'), expected: joined('expected'), feedback: joined('feedback') });
    }
    parts = {};
    current = undefined;
  };
  for (const line of text.split('\n')) {
    const match = labelled.exec(line) ?? opening.exec(line);
    const part = match === null ? undefined : partOf(match[1] ?? '');
    if (part !== undefined) {
      if (part in parts) close();
      current = [match?.[2] ?? ''];
      parts[part] = current;
    } else if (
      /^\s*<\/|^\s*(?:#{1,6}\s|-{3,}|={3,}|\*{3,})|^\s*(?:example|case|failure)\s*#?\d*\s*:?\s*$/i.test(line)
    ) {
      current = undefined;
    } else if (line.trim() === '') {
      if (current !== undefined && 'expected' in parts) current = undefined;
    } else {
      current?.push(line.trim());
    }
  }
  close();
  return outcomes;
}

const instructionName = String.raw`(?:current|existing|old|original|present|given|my|the|seed|parent|system)?[ _-]*(?:system[ _-]?)?(?:instructions?|prompt)(?:[ _-]text)?`;

function instructionInJson(value: JsonValue): string | undefined {
  if (!isObject(value) || outcomeOf(value) !== undefined) return undefined;
  for (const [name, field] of Object.entries(value)) {
    const placeholder = typeof field === 'string' && !/[\p{L}\p{N}]{2}/u.test(field.replace(/<[^>]*>/g, ''));
    if (typeof field === 'string' && !placeholder && new RegExp(`^${instructionName}$`, 'i').test(name)) return field;
    if (isObject(field)) {
      const nested =
        instructionInJson(field) ??
        (/instruction|prompt/i.test(name) ? asText(field['system'] ?? field['user']) : undefined);
      if (nested !== undefined) return nested;
    }
  }
  return undefined;
}

/** The instruction to improve: in a JSON field, a tag, a fence, or behind a label. */
function instructionIn(text: string, values: readonly JsonValue[]): string | undefined {
  for (const match of text.matchAll(/<([a-z][\w-]*)>\n?([\s\S]*?)\n?<\/\1>/gi)) {
    if (new RegExp(`^${instructionName}$`, 'i').test(match[1] ?? '') && (match[2] ?? '').trim().length > 3)
      return match[2]?.trim();
  }
  const fenced = [
    ...text.matchAll(/(?:^|\n)([^\n]*(?:instruction|prompt)[^\n]*)\n+(`{3,}|~{3,}|"{3})[^\n]*\n([\s\S]*?)\n\2/gi),
  ][0];
  if (fenced !== undefined) return fenced[3]?.trim();
  for (const value of values) {
    const found = instructionInJson(value);
    if (found !== undefined) return found;
  }
  const heading = new RegExp(
    String.raw`(?:^|\n)[#*\s]*(?:here is |this is )?${instructionName}(?: is)?(?: to (?:improve|rewrite))?\s*:?\**\s*:?[ \t]*\n?([\s\S]+?)(?=\n\s*\n\s*(?:[#*<\[{]|[A-Z][^\n]{0,120}:\s*(?:\n|$)|(?:examples?|failures?|cases?|input)\b)|$)`,
    'i',
  ).exec(text);
  const plain = heading?.[1]?.trim();
  return plain === undefined || plain === '' ? undefined : plain.replace(/^["“]|["”]$/g, '');
}

/** Recognises, by what it contains, a request to write a better instruction; undefined for anything else. */
export function readImprovementRequest(messages: readonly Message[]): ImprovementRequest | undefined {
  const text = messages
    .filter((message) => message.role === 'system' || message.role === 'user')
    .map((message) => message.content)
    .join('\n\n');
  if (!/\b(?:improv\w+|rewrit\w+|revis\w+|refin\w+|better|new|optimi[sz]\w+|propos\w+|fix\w*|edit)\b/i.test(text))
    return undefined;
  if (!/\b(?:instructions?|prompts?)\b/i.test(text)) return undefined;
  const within = jsonWithin(text);
  const values = within.map(({ value }) => value);
  const outcomes = values.flatMap(fromJson);
  const found = outcomes.length > 0 ? outcomes : fromText(text);
  if (found.length === 0) return undefined;
  const instruction = instructionIn(text, values);
  return instruction === undefined
    ? undefined
    : { instruction, outcomes: found, labels: listedLabels(text, within), text };
}

/** A list of short texts that the words before it call answers, labels or the like. */
function listedLabels(text: string, within: readonly FoundJson[]): string[] {
  for (const { value, start } of within) {
    const lead = text.slice(text.lastIndexOf('\n', start) + 1, start);
    const items = Array.isArray(value) ? (value as readonly JsonValue[]) : [];
    if (!/\b(?:expected|labels?|answers?|categories|classes|intents?)\b/i.test(lead) || items.length < 2) continue;
    if (items.every((item): item is string => typeof item === 'string' && item.length <= 60)) return [...items];
  }
  return [];
}
