import type { CompletionReport } from 'byom/sdk';
import { isRecord } from './is-record.js';

const policies: Readonly<Record<string, string>> = {
  cyber: 'cyber security',
  bio: 'biological harm',
  frontier_llm: 'the development of competing models',
  reasoning_extraction: 'showing the reasoning of the model',
  general_harms: 'harm in general',
};

/** What the caller should know of why an answer ended. */
export function stopReports(
  stopReason: string,
  { stop_details: details, cut }: Readonly<Record<string, unknown>>,
): readonly CompletionReport[] {
  if (cut === true) {
    const reason = 'The answer ended in the middle of a tool call, which is left out: allow it more tokens.';
    return [{ quirk: 'cut-tool-calls', parameter: 'maxOutputTokens', reason, lossless: false }];
  }
  if (stopReason === 'pause_turn') {
    const reason = 'The provider paused a long turn: send the answer back to have it go on.';
    return [{ quirk: 'paused-turns', parameter: 'messages', reason, lossless: false }];
  }
  const category = isRecord(details) ? details['category'] : undefined;
  const policy = typeof category === 'string' && Object.hasOwn(policies, category) ? policies[category] : undefined;
  if (stopReason !== 'refusal' || policy === undefined) return [];
  const reason = `The model refused by the provider's policy on ${policy}.`;
  return [{ quirk: 'refusal-categories', parameter: 'messages', reason, lossless: false }];
}
