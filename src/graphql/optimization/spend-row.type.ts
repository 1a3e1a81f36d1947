import { Field, ObjectType } from 'type-graphql';
import type { CallPurpose } from '../../usage/ledger.js';
import { CallPurposeEnum } from '../enums/call-purpose.enum.js';
import { ModelRefScalar } from '../scalars/model-ref.scalar.js';
import { SpendType } from './spend.type.js';

@ObjectType('SpendRow', { description: 'What was spent on one model for one purpose.', simpleResolvers: true })
export class SpendRowType {
  @Field(() => ModelRefScalar, { description: 'The model.' })
  model!: string;

  @Field(() => CallPurposeEnum, { description: 'The purpose.' })
  purpose!: CallPurpose;

  @Field(() => SpendType, { description: 'The sum.' })
  spend!: SpendType;
}
