import { defineEnum } from './define-enum.js';

export type OverflowPolicy = 'reject' | 'drop-oldest';

export const OverflowPolicyEnum = defineEnum<OverflowPolicy>(
  'OverflowPolicy',
  'What to do when the input does not fit the context window.',
  {
    reject: 'Fail with CONTEXT_WINDOW_EXCEEDED.',
    'drop-oldest': 'Drop the oldest messages, never the system message nor the last.',
  },
);
