import { GraphQLDateTime } from 'graphql-scalars';
import { Field, ID, ObjectType } from 'type-graphql';
import type { AuditAction } from '../../access/audit-trail.js';
import { AuditActionEnum } from '../enums/audit-action.enum.js';
import { connectionType } from '../paging/connection-type.js';

@ObjectType('AuditEntry', {
  description: 'Who did what, and when. Nobody can change or remove it.',
  simpleResolvers: true,
})
export class AuditEntryType {
  @Field(() => AuditActionEnum, { description: 'What was done.' })
  action!: AuditAction;

  @Field(() => ID, { description: 'The id of what it was done to.' })
  subject!: string;

  @Field(() => ID, { description: 'The id of the token that asked for it; `server` where none did.' })
  actor!: string;

  @Field(() => GraphQLDateTime, { description: 'When.' })
  at!: Date;
}

export const AuditConnectionType = connectionType('Audit', 'entries of the audit trail', AuditEntryType);
