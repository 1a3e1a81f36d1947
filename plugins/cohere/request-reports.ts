import type { CompletionReport, CompletionRequest } from 'byom/sdk';

/** What of a request was sent otherwise than it reads, and no rule saw. */
export const requestReports = ({ parameters }: CompletionRequest): readonly CompletionReport[] =>
  parameters.logprobs
    ? [
        {
          quirk: 'chosen-logprobs-only',
          parameter: 'logprobs',
          reason: 'Cohere gives the log probabilities of the tokens it chose, and of no alternatives.',
          lossless: false,
        },
      ]
    : [];
