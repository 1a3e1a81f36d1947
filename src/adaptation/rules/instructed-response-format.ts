import type { InstructedResponseFormat } from '../../sdk/index.js';
import type { Rule } from '../rule.js';
import { withInstruction } from '../with-instruction.js';

export const instructedResponseFormat: Rule<InstructedResponseFormat> = (request, quirk) => {
  const format = request.responseFormat;
  if (format === undefined || format.kind === 'text' || !quirk.formats.includes(format.kind)) return undefined;
  if (request.messages.some(({ content }) => /json/i.test(content))) return undefined;
  const { request: instructed, adaptation } = withInstruction(request, format.schema, quirk.id);
  return adaptation && { request: instructed, adaptations: [adaptation] };
};
