import { Field, InputType } from 'type-graphql';

@InputType('ImportMappingInput', {
  description: 'Which columns of CSV, or top-level fields of JSONL objects, become what. Others are left out.',
})
export class ImportMappingInput {
  @Field(() => [String], {
    nullable: true,
    description:
      'Input fields, which keep their names; all that have no other role where left out. A row has them all.',
  })
  input?: string[];

  @Field(() => String, {
    nullable: true,
    description: 'The right answer. An empty CSV cell, or a field that is not there, is no answer.',
  })
  expected?: string;

  @Field(() => String, { nullable: true, description: 'The id of your own. Made where it is empty.' })
  id?: string;

  @Field(() => String, {
    nullable: true,
    description: '`train`, `validation` or `test`, in any case; empty: not pinned.',
  })
  split?: string;

  @Field(() => String, { nullable: true, description: 'Why the answer is right.' })
  feedback?: string;

  @Field(() => [String], {
    nullable: true,
    description:
      'CSV columns whose cells are JSON: numbers, lists, objects. An empty one is null as an input and no answer as `expected`.',
  })
  json?: string[];
}
