import { Field, Float, Int, ObjectType } from 'type-graphql';

@ObjectType('ToDecide', {
  description:
    'What would settle a gain that could be chance: testing both prompts on so many more examples shows a true gain of the size seen four times in five.',
  simpleResolvers: true,
})
export class ToDecideType {
  @Field(() => Int, { description: 'Test examples to add to those tested.' })
  examples!: number;

  @Field(() => Int, { description: 'Calls that testing both prompts on them takes.' })
  calls!: number;

  @Field(() => Float, {
    nullable: true,
    description: 'What these calls cost in US dollars; null where no price is known.',
  })
  usd?: number;
}
