import { ByomError } from '../sdk/index.js';

const longest = 4_096;

/** Refuses what cannot be a key and could break a header; no message holds a character of it. */
export function checkSecret(value: string, field: string): string {
  if (typeof value !== 'string' || value === '') throw refused(field, 'is empty');
  if (value.length > longest) throw refused(field, `is longer than ${longest} characters`);
  // oxlint-disable-next-line no-control-regex
  if (/[\u0000-\u001f\u007f-\u009f]/.test(value)) throw refused(field, 'holds a line break or a control character');
  if (value.trim() !== value) throw refused(field, 'begins or ends with a space');
  // oxlint-disable-next-line no-control-regex
  if (/[^\u0000-\u00ff]/.test(value)) throw refused(field, 'holds characters that no header can carry');
  return value;
}

const refused = (field: string, why: string): ByomError => new ByomError('BAD_USER_INPUT', `${field} ${why}.`);
