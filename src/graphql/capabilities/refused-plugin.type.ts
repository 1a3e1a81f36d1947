import { Field, ObjectType } from 'type-graphql';

@ObjectType('RefusedPlugin', { description: 'A plugin that was found and not loaded.', simpleResolvers: true })
export class RefusedPluginType {
  @Field(() => String, { description: 'The folder or package.' })
  location!: string;

  @Field(() => String, { nullable: true, description: 'The id that it claims, where it could be read.' })
  id?: string;

  @Field(() => String, { description: 'What is wrong with it.' })
  reason!: string;
}
