import { Field, ID, Int, ObjectType } from 'type-graphql';
import { PluginReloadOutcomeEnum, type PluginReloadOutcome } from '../enums/plugin-reload-outcome.enum.js';

@ObjectType('PluginReload', {
  description: 'What became of one plugin that was taken up again.',
  simpleResolvers: true,
})
export class PluginReloadType {
  @Field(() => String, { description: 'The folder or package.' })
  location!: string;

  @Field(() => ID, { nullable: true, description: 'The provider that it declares, where it could be read.' })
  id?: string;

  @Field(() => PluginReloadOutcomeEnum, { description: 'Whether it serves now.' })
  outcome!: PluginReloadOutcome;

  @Field(() => String, { nullable: true, description: "The plugin's own version, where it serves." })
  version?: string;

  @Field(() => String, { nullable: true, description: 'What is wrong with it, where it was refused.' })
  reason?: string;

  @Field(() => Int, {
    description:
      'How many versions of it this process has loaded. Their modules are never freed: restart when they are many.',
  })
  loadedVersions!: number;
}
