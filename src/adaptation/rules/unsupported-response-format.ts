import type { UnsupportedResponseFormat } from '../../sdk/index.js';
import { formatByInstruction } from '../format-by-instruction.js';
import type { Rule } from '../rule.js';

export const unsupportedResponseFormat: Rule<UnsupportedResponseFormat> = (request, quirk, model) => {
  const kind = request.responseFormat?.kind;
  if (kind === undefined || kind === 'text' || !quirk.formats.includes(kind)) return undefined;
  const jsonTaken = !model.quirks.some(
    (other) => other.kind === 'unsupported-response-format' && other.formats.includes('json'),
  );
  return formatByInstruction(request, quirk.instead === 'json' && jsonTaken ? { kind: 'json' } : undefined, {
    reason: `The model does not take the response format ${kind}.`,
    quirk: quirk.id,
  });
};
