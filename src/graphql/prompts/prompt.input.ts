import { Field, InputType, Int } from 'type-graphql';
import { ExampleInput } from '../data/example.input.js';
import { ParametersInput } from '../generation/parameters.input.js';
import { ResponseFormatInput } from '../generation/response-format.input.js';

@InputType('PromptInput', {
  description:
    'Either `name` of a saved one, or its text. `{{field}}` stands for an input field; an unknown one is an error.',
})
export class PromptInput {
  @Field(() => String, { nullable: true, description: 'Of a saved prompt.' })
  name?: string;

  @Field(() => Int, { nullable: true, description: 'With `name`: which version; the newest where left out.' })
  version?: number;

  @Field(() => String, { nullable: true, description: 'With `name`, instead of `version`: the one that bears it.' })
  label?: string;

  @Field(() => String, { nullable: true, description: 'Template of the system message.' })
  system?: string;

  @Field(() => String, { nullable: true, description: 'Template of the user message.' })
  user?: string;

  @Field(() => [ExampleInput], { nullable: true, description: 'Examples shown to the model before the question.' })
  demonstrations?: ExampleInput[];

  @Field(() => ResponseFormatInput, { nullable: true, description: 'The form that answers must have.' })
  responseFormat?: ResponseFormatInput;

  @Field(() => ParametersInput, { nullable: true, description: 'Sampling parameters.' })
  parameters?: ParametersInput;

  @Field(() => [String], {
    nullable: true,
    description:
      'Phrases of `system` or `user` that every optimized version must have word for word. Variables are kept in any case.',
  })
  mustKeep?: string[];
}
