import { injectable } from 'tsyringe';
import { FieldResolver, Resolver, Root } from 'type-graphql';
import type { Adaptation } from '../../sdk/index.js';
import { FindQuirk } from '../capabilities/find-quirk.js';
import { QuirkType } from '../capabilities/quirk.type.js';
import { AdaptationType } from './adaptation.type.js';

@injectable()
@Resolver(() => AdaptationType)
export class AdaptationResolver {
  constructor(private readonly findQuirk: FindQuirk) {}

  @FieldResolver(() => QuirkType, { nullable: true, description: 'What made it necessary.' })
  quirk(@Root() adaptation: Adaptation): QuirkType | undefined {
    return adaptation.quirk === undefined ? undefined : this.findQuirk.run(adaptation.quirk);
  }
}
