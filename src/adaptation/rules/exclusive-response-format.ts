import type { ExclusiveResponseFormat } from '../../sdk/index.js';
import { formatByInstruction } from '../format-by-instruction.js';
import type { Rule } from '../rule.js';

export const exclusiveResponseFormat: Rule<ExclusiveResponseFormat> = (request, quirk) => {
  if (!request.tools?.length || request.responseFormat === undefined || request.responseFormat.kind === 'text') {
    return undefined;
  }
  return formatByInstruction(request, undefined, {
    reason: 'The model takes no JSON response format together with tools.',
    quirk: quirk.id,
  });
};
