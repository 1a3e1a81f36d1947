import type { TokenUsage } from '../sdk/index.js';

const most = 1e9;
const believable = (count: unknown): count is number =>
  typeof count === 'number' && Number.isSafeInteger(count) && count >= 0 && count <= most;

interface Estimate {
  readonly inputTokens: number;
  readonly outputTokens: number;
}

/** What a count must lie within, by what was asked and answered. */
export interface UsageBounds {
  /** Of both sides together. */
  readonly atMost?: number;
  readonly leastInput?: number;
  readonly leastOutput?: number;
  /** Beside what was thought: not every provider keeps thoughts within the limit of the answer. */
  readonly mostOutput?: number;
}

/**
 * The provider's count of tokens, or the estimate where it gives none, or one that cannot be: nothing is asked in no
 * tokens, no text is answered in none, and none lies out of its bounds. Parts never exceed the whole they are part of.
 */
export function believableUsage(
  given: TokenUsage | undefined,
  estimate: () => Estimate,
  { atMost = 2 * most, leastInput = 1, leastOutput = 0, mostOutput = most }: UsageBounds = {},
): TokenUsage & { readonly estimated: boolean } {
  const part = (count: unknown, whole: number) => (believable(count) ? Math.min(count, whole) : 0);
  const cannotBe =
    !given ||
    !believable(given.inputTokens) ||
    !believable(given.outputTokens) ||
    given.inputTokens + given.outputTokens > atMost ||
    given.inputTokens < Math.max(1, leastInput) ||
    given.outputTokens < leastOutput ||
    given.outputTokens - part(given.reasoningTokens, given.outputTokens) > mostOutput ||
    (given.outputTokens === 0 && estimate().outputTokens > 0);
  if (cannotBe) {
    const { inputTokens, outputTokens } = estimate();
    return { inputTokens, outputTokens, cachedInputTokens: 0, reasoningTokens: 0, estimated: true };
  }
  const cachedInputTokens = part(given.cachedInputTokens, given.inputTokens);
  const cacheWriteTokens = part(given.cacheWriteTokens, given.inputTokens - cachedInputTokens);
  return {
    inputTokens: given.inputTokens,
    outputTokens: given.outputTokens,
    cachedInputTokens,
    ...(cacheWriteTokens > 0 && { cacheWriteTokens }),
    reasoningTokens: part(given.reasoningTokens, given.outputTokens),
    estimated: false,
  };
}
