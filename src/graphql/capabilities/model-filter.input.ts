import { Field, Float, ID, InputType, Int } from 'type-graphql';
import type { ModelFeature } from '../../sdk/index.js';
import { ModelFeatureEnum } from '../enums/model-feature.enum.js';

@InputType('ModelFilter', { description: 'Which models to list: those that meet every condition given.' })
export class ModelFilterInput {
  @Field(() => [ID], { nullable: true, description: 'Of one of these providers.' })
  providers?: string[];

  @Field(() => [ModelFeatureEnum], { nullable: true, description: 'With all of these features.' })
  features?: ModelFeature[];

  @Field(() => Int, { nullable: true, description: 'With a context window of at least so many tokens.' })
  minContextWindow?: number;

  @Field(() => Float, {
    nullable: true,
    description: 'With an input price of at most so many dollars for one million tokens.',
  })
  maxInputPerMillion?: number;

  @Field(() => String, { nullable: true, description: 'With this in their ref or name, whatever the case.' })
  search?: string;

  @Field(() => Boolean, {
    nullable: true,
    defaultValue: false,
    description: 'Also those that the provider has ended; ones that it has announced to end are listed until that day.',
  })
  includeDeprecated?: boolean;
}
