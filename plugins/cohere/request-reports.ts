import type { CompletionReport, CompletionRequest } from 'byom/sdk';

/** What of a request was sent otherwise than it reads, and no rule saw. */
export function requestReports({ parameters, tools = [], toolChoice }: CompletionRequest): readonly CompletionReport[] {
  const reports: CompletionReport[] = [];
  if (parameters.logprobs) {
    reports.push({
      quirk: 'chosen-logprobs-only',
      parameter: 'logprobs',
      reason: 'Cohere gives the log probabilities of the tokens it chose, and of no alternatives.',
      lossless: false,
    });
  }
  if (toolChoice?.mode === 'tool' && tools.length > 1) {
    reports.push({
      quirk: 'named-tool-alone',
      parameter: 'toolChoice',
      reason: 'Cohere cannot be told which tool to call: the named one was sent alone, and required.',
      lossless: true,
    });
  }
  return reports;
}
