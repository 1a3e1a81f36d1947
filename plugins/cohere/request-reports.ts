import type { CompletionReport, CompletionRequest } from 'byom/sdk';
import { canBeStrict } from './to-tools.js';

/** What of a request was sent otherwise than it reads, and no rule saw. */
export function requestReports({ parameters, tools = [] }: CompletionRequest): readonly CompletionReport[] {
  const reports: CompletionReport[] = [];
  if (parameters.logprobs) {
    reports.push({
      quirk: 'chosen-logprobs-only',
      parameter: 'logprobs',
      reason: 'Cohere gives the log probabilities of the tokens it chose, and of no alternatives.',
      lossless: false,
    });
  }
  if (tools.some(({ strict }) => strict) && !canBeStrict(tools)) {
    reports.push({
      quirk: 'strict-tools',
      parameter: 'tools',
      reason:
        'Cohere is strict with all tools or with none, and only where each requires a parameter: it was not asked to be.',
      lossless: false,
    });
  }
  return reports;
}
