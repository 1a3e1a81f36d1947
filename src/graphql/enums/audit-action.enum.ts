import type { AuditAction } from '../../access/audit-trail.js';
import { defineEnum } from './define-enum.js';

export const AuditActionEnum = defineEnum<AuditAction>('AuditAction', 'What was done.', {
  'credential.add': 'A key was stored.',
  'credential.rotate': 'A stored key was replaced by another.',
  'credential.remove': 'A stored key was forgotten.',
  'token.create': 'A token was made.',
  'token.revoke': 'A token was revoked.',
  'tenant.create': 'A tenant was made.',
  'tenant.delete': 'A tenant was deleted with all it had.',
  'limit.set': 'A limit of calls was set.',
  'limit.remove': 'A limit of calls was lifted.',
  'budget.set': 'A spending budget, or a ceiling, was set.',
  'budget.remove': 'A spending budget, or a ceiling, was removed.',
  'plugin.reload': 'A plugin was taken up again.',
  'key.rotate': 'A key of the vault was replaced.',
  'retention.set': 'The periods after which data is deleted were set.',
});
