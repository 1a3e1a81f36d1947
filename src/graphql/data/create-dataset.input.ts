import { Field, InputType } from 'type-graphql';
import { ExampleInput } from './example.input.js';

@InputType('CreateDatasetInput', { description: 'Examples to keep for any number of optimizations.' })
export class CreateDatasetInput {
  @Field(() => String, { description: '1 to 200 characters.' })
  name!: string;

  @Field(() => [ExampleInput], { nullable: true, description: 'The first examples, at most 10,000.' })
  examples?: ExampleInput[];
}
