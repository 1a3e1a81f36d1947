import type { CompletionReport, CompletionRequest } from 'byom/sdk';

/** What of a request the Messages API has no place for and the adapter therefore left out. */
export function requestReports({ messages, parameters }: CompletionRequest): readonly CompletionReport[] {
  const reports: CompletionReport[] = [];
  if (parameters.stop?.some((sequence) => sequence.trim() === '')) {
    reports.push({
      quirk: 'blank-stop-sequences',
      parameter: 'stop',
      reason: 'Stop sequences of white space alone are not taken and were left out.',
      lossless: false,
    });
  }
  if (messages.some(({ name }) => name !== undefined)) {
    reports.push({
      quirk: 'no-speaker-names',
      parameter: 'messages',
      reason: 'The provider has no names for speakers, so they were left out.',
      lossless: false,
    });
  }
  return reports;
}
