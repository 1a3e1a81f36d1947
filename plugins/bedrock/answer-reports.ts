import type { Completion, CompletionReport, CompletionRequest } from 'byom/sdk';

/** What an answer itself says that the caller should know, and what it leaves unsaid. */
export function answerReports(
  { messages }: CompletionRequest,
  { usage, reports = [] }: Completion,
): readonly CompletionReport[] {
  const marked = messages.some(({ cache }) => cache === true);
  const kept = usage === undefined || usage.cachedInputTokens > 0 || (usage.cacheWriteTokens ?? 0) > 0;
  if (!marked || kept) return reports;
  const reason = 'Nothing was kept in the prompt cache: the marked prefix is too short for this model.';
  return [...reports, { quirk: 'cache-minimum', parameter: 'messages', reason, lossless: true }];
}
