import { timeOrderedId } from './time-ordered-id.js';

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
/** More than a single call's targets and retries come to. */
export const mostAttempts = 64;

/** Of a single call's attempt, by its call and number: whoever makes the same attempt of the same call is refused. */
export function attemptId(job: string, attempt: number): string {
  if (!uuid.test(job) || attempt > mostAttempts) return timeOrderedId();
  const last = Number.parseInt(job.slice(-2), 16) ^ attempt;
  return job.slice(0, -2) + last.toString(16).padStart(2, '0');
}
