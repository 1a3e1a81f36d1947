import type { Quirk } from 'byom/sdk';

const asOf = '2026-11-23';

const wire = (id: string, source: string, description: string): Quirk => ({
  kind: 'wire-format',
  id,
  description,
  source,
  asOf,
});

/** What the adapter's code handles in failures. */
export const failureQuirks: readonly Quirk[] = [
  wire(
    'bad-key-as-400',
    'https://ai.google.dev/gemini-api/docs/troubleshooting',
    'A wrong key is a 400 INVALID_ARGUMENT with the reason API_KEY_INVALID.',
  ),
  wire(
    'quotas-of-a-day',
    'https://github.com/googleapis/python-genai/issues/2044',
    'A 429 names its quotas: of a day it is an exhausted quota, of a minute a rate limit.',
  ),
  wire(
    'capacity-as-429',
    'https://github.com/google-gemini/gemini-cli/issues/26633',
    'A model without capacity is a 429 too, with the reason MODEL_CAPACITY_EXHAUSTED: it is overloaded, and no quota is used up.',
  ),
  wire(
    'cancelled-requests',
    'https://github.com/googleapis/python-genai/issues/2506',
    'A 499 CANCELLED is a request that the server gave up, and worth another try.',
  ),
  wire(
    'keys-in-errors',
    'https://github.com/continuedev/continue/issues/10902, https://github.com/coaidev/coai/issues/67',
    'The refusal of a key that was suspended tells the key itself, in its text and its details: none of it is passed on.',
  ),
  wire(
    'retry-info',
    'https://github.com/RooCodeInc/Roo-Code/issues/3883',
    'How long to wait is in the body, as retryDelay of RetryInfo, and in no header.',
  ),
  wire(
    'regions-refused',
    'https://ai.google.dev/gemini-api/docs/troubleshooting',
    'FAILED_PRECONDITION says that the project or region is not served without billing.',
  ),
  wire(
    'input-too-long',
    'https://github.com/google-gemini/gemini-cli/issues/4231',
    'An input too long has no status of its own: its text names the count and the limit, which is learned.',
  ),
  wire(
    'limits-in-text',
    'https://github.com/genkit-ai/genkit/issues/1397, https://github.com/googleapis/js-genai/issues/1609',
    'What a model does not take is said in the text of a 400 alone: ranges, penalties, candidates and thinking are learned from it.',
  ),
  wire(
    'errors-outside-events',
    'npm @google/genai@2.32.0 dist/node/index.cjs',
    'A stream can break off with an error that is written plainly and not as an event.',
  ),
];
