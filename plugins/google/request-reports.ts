import type { CompletionReport, CompletionRequest } from 'byom/sdk';
import { fromCallId } from './call-id.js';
import { isGemini3 } from './is-gemini3.js';

/** What of a request was sent otherwise than it reads, and no rule saw. */
export function requestReports({ model, messages, parameters }: CompletionRequest): readonly CompletionReport[] {
  const reports: CompletionReport[] = [];
  if (!isGemini3(model)) return reports;
  const foreign = messages.some(
    ({ toolCalls = [] }) => toolCalls.length > 0 && toolCalls.every(({ id }) => fromCallId(id).signature === undefined),
  );
  if (foreign) {
    reports.push({
      quirk: 'foreign-tool-calls',
      parameter: 'messages',
      reason:
        'Tool calls came without the signature that the model gave with them, as calls of another model do: the check was skipped, and the answer may be worse.',
      lossless: false,
    });
  }
  if (parameters.temperature !== undefined && parameters.temperature < 1) {
    reports.push({
      quirk: 'temperature-of-one',
      parameter: 'temperature',
      reason: 'Gemini 3 is made for a temperature of 1: below it answers can loop or be worse.',
      lossless: true,
    });
  }
  return reports;
}
