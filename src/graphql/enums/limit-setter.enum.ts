import type { LimitSetter } from '../../calls/limits/rate-limit.js';
import { defineEnum } from './define-enum.js';

export const LimitSetterEnum = defineEnum<LimitSetter>('LimitSetter', 'Whose a limit is.', {
  tenant: 'Set with setRateLimit, and lifted with removeRateLimit.',
  operator: "The operator's ceiling for this tenant.",
  default: "The operator's ceiling for every tenant that has none of its own.",
});
