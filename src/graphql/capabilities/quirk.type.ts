import { GraphQLDateTime } from 'graphql-scalars';
import { Field, ID, ObjectType } from 'type-graphql';
import type { AdaptationAction } from '../../sdk/index.js';
import { AdaptationActionEnum } from '../enums/adaptation-action.enum.js';
import { QuirkHandlerEnum, type QuirkHandler } from '../enums/quirk-handler.enum.js';

@ObjectType('Quirk', {
  description:
    'One declared fact about what a provider or a model takes or returns, where it is not as one would think.',
  simpleResolvers: true,
})
export class QuirkType {
  @Field(() => ID, { description: '`provider/name`, for example `groq/temperature-zero-becomes-tiny`.' })
  id!: string;

  @Field(() => String, { description: 'For example `limited-range`.' })
  kind!: string;

  @Field(() => String, { nullable: true, description: 'The uniform parameter that it is about.' })
  parameter?: string;

  @Field(() => String, { description: 'For a stranger, in a sentence or two.' })
  description!: string;

  @Field(() => QuirkHandlerEnum, {
    description: 'A RULE changes the request; the ADAPTER translates syntax; the CATALOGUE holds a number.',
  })
  handledBy!: QuirkHandler;

  @Field(() => AdaptationActionEnum, {
    nullable: true,
    description: 'What the engine does about it, where it changes or reports something.',
  })
  effect?: AdaptationAction;

  @Field(() => String, {
    nullable: true,
    description: 'Where it was read: a URL, or a package with its version and file.',
  })
  source?: string;

  @Field(() => GraphQLDateTime, { nullable: true, description: 'When it was read there.' })
  asOf?: Date;
}
