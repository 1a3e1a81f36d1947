import { Field, ID, InputType } from 'type-graphql';
import { ModelRefScalar } from '../scalars/model-ref.scalar.js';
import { OptimizationInput } from './optimization.input.js';

@InputType('PortPromptInput', {
  description: 'A prompt, the model that it works on and the one that it is to work on.',
})
export class PortPromptInput extends OptimizationInput {
  @Field(() => ModelRefScalar, { description: 'The model that the prompt works on.' })
  from!: string;

  @Field(() => ModelRefScalar, { description: 'The model that it is to work on.' })
  to!: string;

  @Field(() => ID, {
    nullable: true,
    description:
      'The optimization that found the prompt: its other good candidates are tried first. Left out: the one that the saved prompt came from.',
  })
  optimization?: string;

  @Field(() => ModelRefScalar, { nullable: true, description: 'Writes new instructions; `to` where left out.' })
  proposer?: string;

  @Field(() => String, {
    nullable: true,
    description:
      'Save the prompt under this name as its next version, for the model `to`: mended, or as it was where that is best.',
  })
  saveAs?: string;
}
