import type { UsageDimension } from '../../usage/ledger.js';
import { defineEnum } from './define-enum.js';

export const UsageDimensionEnum = defineEnum<UsageDimension>('UsageDimension', 'What usage can be grouped by.', {
  day: 'The day, in UTC.',
  provider: "The provider's id.",
  model: "The model's ref.",
  credential:
    'What paid: the id of a stored credential, `passed:` and the fingerprint of a key that was given for one call or run, or null where none was needed.',
  optimization: 'The optimization; null for single calls.',
  purpose: 'What the call was made for.',
});
