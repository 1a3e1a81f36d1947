import { inject, injectable } from 'tsyringe';
import { FieldResolver, Resolver, Root } from 'type-graphql';
import type { OptimizationRecord, OptimizationStore } from '../../optimization/optimization-store.js';
import type { Ledger, SpendRow } from '../../usage/ledger.js';
import { FindModel } from '../../use-cases/find-model.js';
import { forecastOf } from '../../use-cases/optimization/forecast-of.js';
import type { OptimizationRunInput } from '../../use-cases/optimization/optimization-run-input.js';
import { savingsOf } from '../../use-cases/optimization/savings-of.js';
import { storeTokens } from '../store-tokens.js';
import { modelPrice } from '../usage/model-price.js';
import { ForecastType } from './forecast.type.js';
import { OptimizationType } from './optimization.type.js';
import { ReceiptType } from './receipt.type.js';
import { toSpend } from './to-spend.js';

const mostCandidates = 1000;

/** What an optimization will still buy, and what it has bought. */
@injectable()
@Resolver(() => OptimizationType)
export class OptimizationAccountsResolver {
  constructor(
    @inject(storeTokens.optimizations) private readonly store: OptimizationStore,
    @inject(storeTokens.ledger) private readonly ledger: Ledger,
    private readonly findModel: FindModel,
  ) {}

  @FieldResolver(() => ForecastType, {
    nullable: true,
    description: 'What the rest of the budget will buy; null before the first call and once it has ended.',
  })
  async forecast(@Root() record: OptimizationRecord): Promise<ForecastType | null> {
    const { tenant, id, finishedAt, runningSince, secondsUsed } = record;
    if (finishedAt !== undefined) return null;
    const [left, rows] = await Promise.all([this.ledger.left(tenant, id), this.ledger.spend(tenant, id)]);
    const since = runningSince === undefined ? 0 : (Date.now() - runningSince.getTime()) / 1000;
    const { maxSeconds } = (record.input as unknown as OptimizationRunInput).budget;
    return (
      forecastOf({
        left,
        rows,
        secondsUsed: secondsUsed + since,
        ...(maxSeconds === undefined ? {} : { maxSeconds }),
      }) ?? null
    );
  }

  @FieldResolver(() => ReceiptType, { nullable: true, description: 'The bill; null until it has ended.' })
  async receipt(@Root() record: OptimizationRecord): Promise<ReceiptType | null> {
    const { tenant, id, finishedAt } = record;
    if (finishedAt === undefined) return null;
    const [rows, candidates] = await Promise.all([
      this.ledger.spend(tenant, id),
      this.store.candidates(tenant, id, { first: mostCandidates }),
    ]);
    const { sizes } = record.input as unknown as OptimizationRunInput;
    const spend = (of: readonly SpendRow[]) => toSpend(of, (model) => modelPrice(this.findModel, model));
    return {
      rows: rows.map((row) => ({ model: row.model, purpose: row.purpose, spend: spend([row]) })),
      total: spend(rows),
      saved: savingsOf(
        rows,
        candidates.items.map(({ item }) => item),
        sizes?.validation ?? 0,
      ),
    };
  }
}
