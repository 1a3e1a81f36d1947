import { GraphQLJSON } from 'graphql-scalars';
import { Field, ObjectType } from 'type-graphql';
import type { AdaptationAction, JsonValue } from '../../sdk/index.js';
import { AdaptationActionEnum } from '../enums/adaptation-action.enum.js';

@ObjectType('Adaptation', {
  description:
    'One change made to a request because of what the model takes. `lossless` where meaning is kept (renamed, moved, merged); false where something asked for is not had.',
  simpleResolvers: true,
})
export class AdaptationType {
  @Field(() => String, {
    description: "A uniform parameter's name, or `messages`, `responseFormat`, `tools`, `toolChoice`.",
  })
  parameter!: string;

  @Field(() => AdaptationActionEnum, { description: 'What was done.' })
  action!: AdaptationAction;

  @Field(() => GraphQLJSON, { nullable: true, description: 'What was asked for.' })
  requested?: JsonValue;

  @Field(() => GraphQLJSON, { nullable: true, description: 'What was sent; null where nothing was.' })
  sent?: JsonValue;

  @Field(() => Boolean, { description: 'Whether everything asked for is had, if in another form.' })
  lossless!: boolean;

  @Field(() => String, { description: 'Why, for a person.' })
  reason!: string;
}
