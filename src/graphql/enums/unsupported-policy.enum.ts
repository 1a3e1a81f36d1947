import { defineEnum } from './define-enum.js';

export type UnsupportedPolicy = 'adapt' | 'reject';

export const UnsupportedPolicyEnum = defineEnum<UnsupportedPolicy>(
  'UnsupportedPolicy',
  'What to do with what a model cannot take.',
  {
    adapt: 'Change it, and say so.',
    reject: 'Fail with UNSUPPORTED_PARAMETER where changing it would lose something.',
  },
);
