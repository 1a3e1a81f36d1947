import { errorCodes } from '../sdk/index.js';

/** Every error code as a table in Markdown, for the README; a test compares the two. */
export function errorTable(): string {
  const rows = Object.entries(errorCodes).map(
    ([code, { retryable, meaning }]) => `| \`${code}\` | ${retryable ? 'yes' : 'no'} | ${meaning} |`,
  );
  return ['| code | retryable | meaning |', '| --- | --- | --- |', ...rows].join('\n');
}
