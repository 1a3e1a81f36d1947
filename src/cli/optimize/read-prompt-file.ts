import { readFileSync } from 'node:fs';
import path from 'node:path';
import { UsageError } from '../usage-error.js';

const rule = /^---[ \t]*$/m;

/** A prompt from a file: a PromptInput in JSON, or a text whose part after a line of three dashes is the user's message. */
export function readPromptFile(file: string): Readonly<Record<string, unknown>> {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch {
    throw new UsageError(`The prompt file ${file} cannot be read: check the path and its permissions.`);
  }
  if (path.extname(file).toLowerCase() === '.json') {
    try {
      return JSON.parse(text) as Record<string, unknown>;
    } catch {
      throw new UsageError(`The prompt file ${file} is no JSON.`);
    }
  }
  const [first = '', ...rest] = text.split(rule);
  if (rest.length === 0) return first.includes('{{') ? { user: first.trim() } : { system: first.trim() };
  return { system: first.trim(), user: rest.join('---').trim() };
}
