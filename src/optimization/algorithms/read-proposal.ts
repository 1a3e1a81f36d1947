import type { JsonValue } from '../../sdk/index.js';
import { readJson } from '../scoring/read-json.js';
import { editInstruction, type Edit } from './edit-instruction.js';
import { readInstruction } from './read-instruction.js';

export interface Proposal {
  readonly instruction: string;
  /** Why, in the proposer's words; empty where it gave no reason. */
  readonly reason: string;
}

const MOST_EDITS = 12;
const MOST_REASON = 200;

function editOf(value: JsonValue): readonly Edit[] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return [];
  const text = (name: string) => {
    const field = (value as Readonly<Record<string, JsonValue>>)[name];
    return typeof field === 'string' && field.trim() !== '' ? { [name]: field } : {};
  };
  return [{ ...text('add'), ...text('remove'), ...text('replace'), ...text('with'), ...text('reason') }];
}

/** The edits in a reply, those of one that was cut short too; undefined where it is no list of edits. */
function readEdits(reply: string): readonly Edit[] | undefined {
  if (!/"edits"\s*:/.test(reply)) return undefined;
  const whole = readJson(reply)?.value as { readonly edits?: JsonValue } | undefined;
  const edits = Array.isArray(whole?.edits)
    ? (whole.edits as readonly JsonValue[])
    : [...reply.matchAll(/\{\s*"(?:add|remove|replace)"(?:[^{}"]|"(?:[^"\\]|\\.)*")*\}/g)].flatMap(
        ([object]) => readJson(object)?.value ?? [],
      );
  return edits.flatMap(editOf).slice(0, MOST_EDITS);
}

/** A whole instruction in a field of JSON, as models answer that were asked for JSON. */
function wholeInJson(reply: string): string | undefined {
  const value = readJson(reply)?.value;
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  const field = Object.entries(value).find(([name]) => /^(?:\w+_)?(?:instructions?|prompt)$/i.test(name))?.[1];
  return typeof field === 'string' ? field : undefined;
}

/** A proposer's reply: edits to the parent's instruction, or, where a model answers so, a whole one. */
export function readProposal(
  reply: string,
  parent: string,
  keep: (instruction: string) => string | undefined,
): Proposal | undefined {
  const edits = readEdits(reply);
  const whole = edits === undefined ? wholeInJson(reply) : editInstruction(parent, edits);
  const read = whole ?? readInstruction(reply);
  const instruction = read.trim() === '' ? undefined : keep(read);
  if (instruction === undefined || instruction === parent) return undefined;
  const reason = [...new Set((edits ?? []).flatMap((edit) => edit.reason ?? []))].join(' ');
  return { instruction, reason: reason.length > MOST_REASON ? `${reason.slice(0, MOST_REASON)}…` : reason };
}
