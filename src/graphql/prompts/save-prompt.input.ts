import { Field, InputType } from 'type-graphql';
import { ModelRefScalar } from '../scalars/model-ref.scalar.js';
import { PromptInput } from './prompt.input.js';

@InputType('SavePromptInput', { description: 'A prompt to keep under a name, as its next version.' })
export class SavePromptInput {
  @Field(() => String, { description: 'Letters, digits, dots, underscores and dashes.' })
  name!: string;

  @Field(() => PromptInput, { description: 'The prompt.' })
  prompt!: PromptInput;

  @Field(() => ModelRefScalar, { nullable: true, description: 'The model that runPrompt uses where it is given none.' })
  model?: string;
}
