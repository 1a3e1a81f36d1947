import { inject, injectable } from 'tsyringe';
import { Arg, Ctx, FieldResolver, Int, Resolver, Root } from 'type-graphql';
import type { CandidateRecord, OptimizationRecord, OptimizationStore } from '../../optimization/optimization-store.js';
import type { PromptStore } from '../../prompts/prompt-store.js';
import type { Ledger } from '../../usage/ledger.js';
import type { BudgetInput } from '../../use-cases/optimization/optimization-input.js';
import { FindModel } from '../../use-cases/find-model.js';
import type { GraphqlContext } from '../graphql-context.js';
import { pageDescriptions } from '../paging/page-descriptions.js';
import { pageRequest } from '../paging/page-request.js';
import { toConnection } from '../paging/to-connection.js';
import { candidatePrompt, toPrompt } from '../prompts/to-prompt.js';
import { storeTokens } from '../store-tokens.js';
import { modelPrice } from '../usage/model-price.js';
import { BudgetType } from './budget.type.js';
import { CandidateConnectionType, CandidateType } from './candidate.type.js';
import { OptimizationDatasetType } from './optimization-dataset.type.js';
import { OptimizationResultType } from './optimization-result.type.js';
import { OptimizationType } from './optimization.type.js';
import { PortType } from './port.type.js';
import { paretoFrontier } from './pareto-frontier.js';
import { SpendRowType } from './spend-row.type.js';
import { SpendType } from './spend.type.js';
import { toCandidate } from './to-candidate.js';
import { toSpend } from './to-spend.js';

const mostCandidates = 1000;

/** The fields of an optimization that are looked up only where they are asked for. */
@injectable()
@Resolver(() => OptimizationType)
export class OptimizationDetailsResolver {
  constructor(
    @inject(storeTokens.optimizations) private readonly store: OptimizationStore,
    @inject(storeTokens.prompts) private readonly prompts: PromptStore,
    @inject(storeTokens.ledger) private readonly ledger: Ledger,
    private readonly findModel: FindModel,
  ) {}

  @FieldResolver(() => CandidateType, {
    nullable: true,
    description: 'The best candidate so far, by validation score.',
  })
  async best(@Root() record: OptimizationRecord) {
    if (record.best === undefined) return null;
    const candidate = await this.store.candidate(record.tenant, record.id, record.best);
    return candidate ? toCandidate(candidate, record) : null;
  }

  @FieldResolver(() => [CandidateType], {
    description: 'Candidates that no other beats on quality, cost and latency together.',
  })
  async frontier(@Root() record: OptimizationRecord) {
    const all = await this.store.candidates(record.tenant, record.id, { first: mostCandidates });
    return paretoFrontier(all.items.map(({ item }) => item)).map((candidate) => toCandidate(candidate, record));
  }

  @FieldResolver(() => CandidateConnectionType, {
    description: 'Every prompt tried, in order; the first is the one given.',
  })
  async candidates(
    @Root() record: OptimizationRecord,
    @Arg('first', () => Int, { nullable: true, defaultValue: 20, description: pageDescriptions.first }) first: number,
    @Arg('after', () => String, { nullable: true, description: pageDescriptions.after }) after: string | undefined,
  ) {
    const page = pageRequest(first, after);
    const found = await this.store.candidates(record.tenant, record.id, page);
    return toConnection(found, page, (candidate: CandidateRecord) => toCandidate(candidate, record));
  }

  @FieldResolver(() => SpendType, { description: 'What it has spent so far.' })
  async spent(@Root() record: OptimizationRecord): Promise<SpendType> {
    return toSpend(await this.ledger.spend(record.tenant, record.id), (model) => modelPrice(this.findModel, model));
  }

  @FieldResolver(() => [SpendRowType], { description: 'The same by model and purpose.' })
  async spentBy(@Root() record: OptimizationRecord): Promise<SpendRowType[]> {
    const rows = await this.ledger.spend(record.tenant, record.id);
    return rows.map((row) => ({
      model: row.model,
      purpose: row.purpose,
      spend: toSpend([row], (model) => modelPrice(this.findModel, model)),
    }));
  }

  @FieldResolver(() => BudgetType, { description: 'Its hard limits.' })
  budget(@Root() record: OptimizationRecord): BudgetType {
    const { maxConcurrency, ...limits } = record.input.budget as unknown as BudgetInput;
    return { ...limits, maxConcurrency: maxConcurrency ?? 8 };
  }

  @FieldResolver(() => OptimizationDatasetType, {
    nullable: true,
    description: 'The stored dataset that it works on; null where its examples came with it.',
  })
  dataset(@Root() record: OptimizationRecord): OptimizationDatasetType | null {
    return (record.input.dataset as OptimizationDatasetType | undefined) ?? null;
  }

  @FieldResolver(() => [String], {
    description:
      'What to know about its examples, a sentence each: that it works on a sample, that some were given twice, have several answers, or were left out because they are held out in another split.',
  })
  warnings(@Root() record: OptimizationRecord): readonly string[] {
    return (record.input.warnings ?? []) as readonly string[];
  }

  @FieldResolver(() => OptimizationResultType, {
    nullable: true,
    description: 'What it found; null until it has ended.',
  })
  async result(@Ctx() { caller }: GraphqlContext, @Root() record: OptimizationRecord) {
    const { result } = record;
    if (!result) return null;
    const tenant = caller.tenant.id;
    const [best, first] = await Promise.all([
      this.store.candidate(tenant, record.id, result.bestCandidate),
      this.store.candidates(tenant, record.id, { first: 1 }),
    ]);
    if (!best) return null;
    const baseline = first.items[0]?.item;
    const { savedAs } = result;
    const saved = savedAs && (await this.prompts.find(tenant, savedAs.name, savedAs.version));
    return {
      prompt: candidatePrompt(best, record),
      model: best.model,
      baseline: baseline?.test ?? baseline?.validation,
      best: best.test ?? best.validation,
      improved: result.improved,
      verdict: result.verdict,
      toDecide: result.toDecide,
      summary: result.summary,
      // A name that was deleted may be another's now.
      savedAs: saved?.origin === record.id ? toPrompt(saved) : null,
    };
  }

  @FieldResolver(() => PortType, {
    nullable: true,
    description:
      'What moving the prompt broke, and what became of it; null until portPrompt has ended, and for other kinds.',
  })
  port(@Root() record: OptimizationRecord): PortType | null {
    return record.result?.port ?? null;
  }
}
