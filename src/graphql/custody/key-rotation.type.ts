import { GraphQLDateTime } from 'graphql-scalars';
import { Field, Int, ObjectType } from 'type-graphql';
import type { RotationKind } from '../../use-cases/rotate-keys.js';
import { KeyRotationKindEnum } from '../enums/key-rotation-kind.enum.js';

@ObjectType('KeyRotation', {
  description: "How far the keys are replaced that customers' keys are sealed under. The server goes on serving.",
  simpleResolvers: true,
})
export class KeyRotationType {
  @Field(() => KeyRotationKindEnum, { description: 'Which keys.' })
  kind!: RotationKind;

  @Field(() => Int, { description: 'Data keys to be wrapped anew, or tenants whose keys are to be sealed anew.' })
  total!: number;

  @Field(() => Int, { description: 'How many of them are done.' })
  done!: number;

  @Field(() => GraphQLDateTime, { description: 'When it began.' })
  startedAt!: Date;

  @Field(() => GraphQLDateTime, { nullable: true, description: 'When it ended; null while it is under way.' })
  finishedAt!: Date | null;

  @Field(() => Boolean, {
    description: 'Whether it broke off: nothing is lost, and begun again it goes on with what is left.',
  })
  failed!: boolean;

  @Field(() => Int, {
    description: 'Stored keys that cannot be opened, since somebody altered them: they are left as they are.',
  })
  unreadable!: number;
}
