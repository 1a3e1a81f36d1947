import type { CallOutcome } from './call-outcome.js';
import type { CallSpec } from './call-spec.js';

export type { AttemptRecord, CallLatency, CallOutcome } from './call-outcome.js';
export type { CallSpec } from './call-spec.js';
