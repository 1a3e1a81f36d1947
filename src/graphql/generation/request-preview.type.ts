import { GraphQLJSON } from 'graphql-scalars';
import { Field, Int, ObjectType } from 'type-graphql';
import type { JsonValue } from '../../sdk/index.js';
import { ModelType } from '../capabilities/model.type.js';
import { AdaptationType } from './adaptation.type.js';
import { CostType } from './cost.type.js';

@ObjectType('RequestPreview', {
  description: 'What a request would look like when it is sent.',
  simpleResolvers: true,
})
export class RequestPreviewType {
  @Field(() => ModelType, { description: 'The model that would be asked.' })
  model!: ModelType;

  @Field(() => String, { description: 'The HTTP method.' })
  method!: string;

  @Field(() => String, { description: "The path below the provider's base URL." })
  path!: string;

  @Field(() => GraphQLJSON, { description: 'The exact body.' })
  body!: JsonValue;

  @Field(() => [AdaptationType], { description: 'Every change that the model makes necessary.' })
  adaptations!: readonly AdaptationType[];

  @Field(() => Int, { description: 'Tokens of the input, by estimate.' })
  estimatedInputTokens!: number;

  @Field(() => CostType, {
    nullable: true,
    description: 'With the output taken at its limit; null where no price is known.',
  })
  estimatedCost!: CostType | null;

  @Field(() => Boolean, { description: 'Whether the input fits the context window, by estimate.' })
  fits!: boolean;
}
