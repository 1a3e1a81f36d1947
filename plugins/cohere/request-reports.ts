import type { CompletionReport, CompletionRequest } from 'byom/sdk';

/** What of a request was sent otherwise than it reads, and no rule saw. */
export function requestReports({ parameters }: CompletionRequest): readonly CompletionReport[] {
  if (!parameters.logprobs) return [];
  return [
    {
      quirk: 'chosen-logprobs-only',
      parameter: 'logprobs',
      reason: 'Cohere gives the log probabilities of the tokens it chose, and of no alternatives.',
      lossless: false,
    },
  ];
}
