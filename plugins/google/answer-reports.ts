import type { Completion, CompletionReport } from 'byom/sdk';

/** What of an answer is not there, and why. */
export function answerReports({ choices: [choice], usage }: Completion, media: number): readonly CompletionReport[] {
  const reports: CompletionReport[] = [];
  if (media > 0) {
    reports.push({
      quirk: 'answers-with-media',
      parameter: 'messages',
      reason: 'The model answered with images or other media: only its text is kept.',
      lossless: false,
    });
  }
  const empty = choice?.text === '' && choice.toolCalls.length === 0;
  if (empty && choice.finishReason === 'length' && (usage?.reasoningTokens ?? 0) > 0) {
    reports.push({
      quirk: 'thoughts-before-answers',
      parameter: 'maxOutputTokens',
      reason: 'The thoughts alone filled the output limit, and nothing was left for the answer: raise it.',
      lossless: false,
    });
  }
  return reports;
}
