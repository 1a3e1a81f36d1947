import type { LimitScope } from '../../calls/limits/rate-limit.js';
import { defineEnum } from './define-enum.js';

export const LimitScopeEnum = defineEnum<LimitScope>('LimitScope', 'Which calls a limit counts.', {
  tenant: 'All calls of the tenant.',
  credential: 'Calls that one stored key pays for.',
  provider: "The tenant's calls to one provider.",
});
