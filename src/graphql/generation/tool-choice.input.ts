import { Field, InputType } from 'type-graphql';
import type { ToolChoice } from '../../sdk/index.js';
import { ToolChoiceModeEnum } from '../enums/tool-choice-mode.enum.js';

@InputType('ToolChoiceInput', { description: 'Whether the model may, must or must not call a tool.' })
export class ToolChoiceInput {
  @Field(() => ToolChoiceModeEnum, { description: 'The rule.' })
  mode!: ToolChoice['mode'];

  @Field(() => String, { nullable: true, description: "The tool's name, for mode TOOL." })
  tool?: string;
}
