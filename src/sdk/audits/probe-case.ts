import type { ProbedFacts } from '../define-provider.js';
import type { AuditReply } from './audit-reply.js';

/** What a running server says of one of its models, and what the adapter makes of that. */
export interface ProbeCase {
  readonly model: string;
  /** By method and path below the server's origin, such as `GET /props`; another one is not found. */
  readonly replies: Readonly<Record<string, AuditReply>>;
  /** All of them but for the notes. */
  readonly facts: Omit<ProbedFacts, 'notes'>;
}
