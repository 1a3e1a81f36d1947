import { ByomError, type JsonValue } from '../../sdk/index.js';
import type { Scored } from './metric.js';
import { shownFeedback } from './shown-feedback.js';

const garbage = (why: string) =>
  new ByomError('METRIC_FAILED', `The webhook's answer ${why}. It should be {"score": 0..1, "feedback": "why"}.`);

/** `{ score: 0..1, feedback? }`. Fails with METRIC_FAILED. */
export function readWebhookScore(answer: JsonValue): Scored {
  if (typeof answer !== 'object' || answer === null || Array.isArray(answer)) throw garbage('is no JSON object');
  const { score, feedback } = answer as Readonly<Record<string, JsonValue | undefined>>;
  if (typeof score !== 'number') throw garbage('has no number as its `score`');
  if (!(score >= 0 && score <= 1)) throw garbage('has a `score` outside of 0 to 1');
  if (feedback !== undefined && feedback !== null && typeof feedback !== 'string') {
    throw garbage('has a `feedback` that is no text');
  }
  return { score, feedback: shownFeedback(score, feedback ?? '') };
}
