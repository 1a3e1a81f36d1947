import { Field, ID, InputType } from 'type-graphql';
import type { Role } from '../../sdk/index.js';
import { RoleEnum } from '../enums/role.enum.js';
import { ImageInput } from './image.input.js';
import { ToolCallInput } from './tool-call.input.js';

@InputType('MessageInput', {
  description:
    "`name` tells apart speakers of one role; `cache` marks the end of a prefix worth keeping in the provider's prompt cache.",
})
export class MessageInput {
  @Field(() => RoleEnum, { description: 'Who speaks.' })
  role!: Role;

  @Field(() => String, { nullable: true, description: 'What is said; may be left out beside `toolCalls` or `images`.' })
  content?: string;

  @Field(() => String, { nullable: true, description: 'Tells apart speakers of one role.' })
  name?: string;

  @Field(() => Boolean, {
    nullable: true,
    description: "Marks the end of a prefix worth keeping in the provider's prompt cache.",
  })
  cache?: boolean;

  @Field(() => [ToolCallInput], { nullable: true, description: "On an assistant's message: the calls it made." })
  toolCalls?: ToolCallInput[];

  @Field(() => ID, { nullable: true, description: "On a tool's message: the call it answers." })
  toolCallId?: string;

  @Field(() => [ImageInput], { nullable: true, description: 'Images that belong to the message.' })
  images?: ImageInput[];
}
