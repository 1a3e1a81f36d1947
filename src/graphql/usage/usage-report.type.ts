import { Field, ObjectType } from 'type-graphql';
import { UsageRowType } from './usage-row.type.js';

@ObjectType('UsageReport', { description: "What a tenant's keys paid for.", simpleResolvers: true })
export class UsageReportType {
  @Field(() => [UsageRowType], { description: 'One for each group.' })
  rows!: readonly UsageRowType[];

  @Field(() => UsageRowType, { description: 'All of them together.' })
  total!: UsageRowType;
}
