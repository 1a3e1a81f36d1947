import { GraphQLDateTime } from 'graphql-scalars';
import { injectable } from 'tsyringe';
import { Arg, Ctx, Query, Resolver } from 'type-graphql';
import type { UsageDimension } from '../../usage/ledger.js';
import { ReportUsage } from '../../use-cases/report-usage.js';
import { UsageDimensionEnum } from '../enums/usage-dimension.enum.js';
import type { GraphqlContext } from '../graphql-context.js';
import { UsageReportType } from './usage-report.type.js';

@injectable()
@Resolver()
export class UsageResolver {
  constructor(private readonly reportUsage: ReportUsage) {}

  @Query(() => UsageReportType, { description: "What the tenant's keys paid for." })
  usage(
    @Ctx() { caller }: GraphqlContext,
    @Arg('from', () => GraphQLDateTime, {
      nullable: true,
      description: 'From this moment on; from the beginning where left out.',
    })
    from: Date | undefined,
    @Arg('to', () => GraphQLDateTime, { nullable: true, description: 'Before this moment; until now where left out.' })
    to: Date | undefined,
    @Arg('groupBy', () => [UsageDimensionEnum], {
      nullable: true,
      description: 'One row for each combination of these.',
    })
    groupBy: UsageDimension[] | undefined,
  ) {
    return this.reportUsage.run(caller, { from, to, groupBy });
  }
}
