import { GraphQLDateTime } from 'graphql-scalars';
import { injectable } from 'tsyringe';
import { Arg, Ctx, Query, Resolver } from 'type-graphql';
import type { UsageDimension } from '../../usage/ledger.js';
import { FindModel } from '../../use-cases/find-model.js';
import { ReportUsage } from '../../use-cases/report-usage.js';
import { UsageDimensionEnum } from '../enums/usage-dimension.enum.js';
import type { GraphqlContext } from '../graphql-context.js';
import { modelPrice } from './model-price.js';
import { UsageReportType } from './usage-report.type.js';
import { foldUsage } from './fold-usage.js';

@injectable()
@Resolver()
export class UsageResolver {
  constructor(
    private readonly reportUsage: ReportUsage,
    private readonly findModel: FindModel,
  ) {}

  @Query(() => UsageReportType, { description: "What the tenant's keys paid for." })
  async usage(
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
  ): Promise<UsageReportType> {
    const dimensions = [...new Set(groupBy ?? [])];
    // Input and output are priced by model, so rows come by model and are put together here.
    const { rows } = await this.reportUsage.run(caller, { from, to, groupBy: [...dimensions, 'model'] });
    const price = (model: string) => modelPrice(this.findModel, model);
    return {
      rows: foldUsage(rows, dimensions, price),
      total: foldUsage(rows, [], price)[0] ?? emptyRow,
    };
  }
}

const emptyRow = {
  key: {},
  calls: 0,
  cachedCalls: 0,
  inputTokens: 0,
  outputTokens: 0,
  cost: { input: 0, output: 0, total: 0, platform: 0 },
  unpricedCalls: 0,
};
