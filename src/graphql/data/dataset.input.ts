import { Field, Float, ID, InputType } from 'type-graphql';
import { ExampleInput } from './example.input.js';

@InputType('DatasetInput', {
  description:
    'Either `id` of a stored dataset or `examples`. Shares apply to examples that are not pinned, drawn by the seed: 0.3 each where left out, 0 for a split that has pinned examples. With no TEST example no test score is made. Examples given twice count once; nearly equal inputs fall into one split; of more than 10,000 stored examples a sample is drawn by the seed: see `Optimization.warnings`.',
})
export class DatasetInput {
  @Field(() => ID, { nullable: true, description: 'Of a stored dataset.' })
  id?: string;

  @Field(() => [ExampleInput], { nullable: true, description: 'The examples themselves.' })
  examples?: ExampleInput[];

  @Field(() => Float, { nullable: true, description: 'Share for choosing between candidates, 0 to 1.' })
  validationShare?: number;

  @Field(() => Float, { nullable: true, description: 'Share held out to measure the gain, 0 to 1.' })
  testShare?: number;
}
