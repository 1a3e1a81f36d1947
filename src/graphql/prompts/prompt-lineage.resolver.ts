import { inject, injectable } from 'tsyringe';
import { Arg, Ctx, FieldResolver, Int, Resolver, Root } from 'type-graphql';
import type { OptimizationStore } from '../../optimization/optimization-store.js';
import type { LabelMove, PromptStore } from '../../prompts/prompt-store.js';
import type { GraphqlContext } from '../graphql-context.js';
import { CandidateType } from '../optimization/candidate.type.js';
import { OptimizationType } from '../optimization/optimization.type.js';
import { toCandidate } from '../optimization/to-candidate.js';
import { pageDescriptions } from '../paging/page-descriptions.js';
import { pageRequest } from '../paging/page-request.js';
import { toConnection } from '../paging/to-connection.js';
import { storeTokens } from '../store-tokens.js';
import { LabelMoveConnectionType } from './label-move.type.js';
import { PromptConnectionType, PromptType } from './prompt.type.js';
import { toPrompt } from './to-prompt.js';

/** A prompt that was never saved has no name: no versions and no labels. */
const unnamed = '';

/** Where a prompt comes from, and what became of it. */
@injectable()
@Resolver(() => PromptType)
export class PromptLineageResolver {
  constructor(
    @inject(storeTokens.prompts) private readonly prompts: PromptStore,
    @inject(storeTokens.optimizations) private readonly optimizations: OptimizationStore,
  ) {}

  @FieldResolver(() => OptimizationType, { nullable: true, description: 'The optimization it came from.' })
  async origin(@Ctx() { caller }: GraphqlContext, @Root() { originId }: PromptType) {
    return originId === undefined ? null : ((await this.optimizations.find(caller.tenant.id, originId)) ?? null);
  }

  @FieldResolver(() => CandidateType, {
    nullable: true,
    description: 'Which candidate of `origin` it is, with its scores.',
  })
  async candidate(@Ctx() { caller }: GraphqlContext, @Root() { originId, candidateId }: PromptType) {
    if (originId === undefined || candidateId === undefined) return null;
    const { id: tenant } = caller.tenant;
    const record = await this.optimizations.find(tenant, originId);
    const candidate = record && (await this.optimizations.candidate(tenant, originId, candidateId));
    return record && candidate ? toCandidate(candidate, record) : null;
  }

  @FieldResolver(() => PromptType, {
    nullable: true,
    description:
      'The saved version that it was made from: the one copied, the one optimized, or the newest of its name before it.',
  })
  async parent(@Ctx() { caller }: GraphqlContext, @Root() { parentId }: PromptType) {
    const saved = parentId && (await this.prompts.find(caller.tenant.id, parentId.name, parentId.version));
    return saved ? toPrompt(saved) : null;
  }

  @FieldResolver(() => [String], { description: 'The labels that it bears, by name.' })
  async labels(@Ctx() { caller }: GraphqlContext, @Root() { name, version }: PromptType): Promise<string[]> {
    if (name === undefined) return [];
    const all = await this.prompts.labels(caller.tenant.id, name);
    return [...all].filter(([, on]) => on === version).map(([label]) => label);
  }

  @FieldResolver(() => PromptConnectionType, { description: 'Every version of its name, newest first.' })
  async versions(
    @Ctx() { caller }: GraphqlContext,
    @Root() { name }: PromptType,
    @Arg('first', () => Int, { nullable: true, defaultValue: 20, description: pageDescriptions.first }) first: number,
    @Arg('after', () => String, { nullable: true, description: pageDescriptions.after }) after: string | undefined,
  ) {
    const page = pageRequest(first, after);
    return toConnection(await this.prompts.versions(caller.tenant.id, name ?? unnamed, page), page, toPrompt);
  }

  @FieldResolver(() => LabelMoveConnectionType, {
    description: 'How labels moved among the versions of its name, newest first.',
  })
  async labelMoves(
    @Ctx() { caller }: GraphqlContext,
    @Root() { name }: PromptType,
    @Arg('label', () => String, { nullable: true, description: 'Of this label; of all where left out.' })
    label: string | undefined,
    @Arg('first', () => Int, { nullable: true, defaultValue: 20, description: pageDescriptions.first }) first: number,
    @Arg('after', () => String, { nullable: true, description: pageDescriptions.after }) after: string | undefined,
  ) {
    const page = pageRequest(first, after);
    const moves = await this.prompts.labelMoves(caller.tenant.id, name ?? unnamed, page, label);
    return toConnection(moves, page, (move: LabelMove) => move);
  }
}
