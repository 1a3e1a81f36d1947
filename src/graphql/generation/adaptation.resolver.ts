import { injectable } from 'tsyringe';
import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import type { Adaptation } from '../../sdk/index.js';
import { ShowModel } from '../../use-cases/show-model.js';
import { FindQuirk } from '../capabilities/find-quirk.js';
import { QuirkType } from '../capabilities/quirk.type.js';
import { toQuirk } from '../capabilities/to-quirk.js';
import type { GraphqlContext } from '../graphql-context.js';
import { AdaptationType } from './adaptation.type.js';

@injectable()
@Resolver(() => AdaptationType)
export class AdaptationResolver {
  constructor(
    private readonly findQuirk: FindQuirk,
    private readonly showModel: ShowModel,
  ) {}

  @FieldResolver(() => QuirkType, { nullable: true, description: 'What made it necessary.' })
  quirk(
    @Ctx() context: GraphqlContext,
    @Root() { quirk: id }: Adaptation,
  ): QuirkType | undefined | Promise<QuirkType | undefined> {
    return id === undefined ? undefined : (this.findQuirk.run(id) ?? this.#learned(context, id));
  }

  /** One that a refusal taught, while the caller's default credential knows it. */
  async #learned({ caller }: GraphqlContext, id: string): Promise<QuirkType | undefined> {
    const model = this.findQuirk.modelOf(id);
    const quirk = model && (await this.showModel.learned(caller, model)).quirks.find((each) => each.id === id);
    return quirk && toQuirk(quirk);
  }
}
