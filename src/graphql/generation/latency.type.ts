import { Field, Float, ObjectType } from 'type-graphql';

@ObjectType('Latency', {
  description: "Milliseconds. `overheadMs` is the server's own work; `firstTokenMs` where streamed.",
  simpleResolvers: true,
})
export class LatencyType {
  @Field(() => Float, { description: 'From the question to the whole answer.' })
  totalMs!: number;

  @Field(() => Float, { description: "Of that, the server's own work." })
  overheadMs!: number;

  @Field(() => Float, { nullable: true, description: 'Until the first piece of the answer, where streamed.' })
  firstTokenMs?: number;
}
