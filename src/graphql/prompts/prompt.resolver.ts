import { inject, injectable } from 'tsyringe';
import { Arg, Ctx, Int, Mutation, Query, Resolver } from 'type-graphql';
import { productionLabel, type PromptStore } from '../../prompts/prompt-store.js';
import { ByomError } from '../../sdk/index.js';
import { DeletePrompt } from '../../use-cases/delete-prompt.js';
import { SavePrompt } from '../../use-cases/save-prompt.js';
import { SetPromptLabel } from '../../use-cases/set-prompt-label.js';
import type { GraphqlContext } from '../graphql-context.js';
import { pageDescriptions } from '../paging/page-descriptions.js';
import { pageRequest } from '../paging/page-request.js';
import { toConnection } from '../paging/to-connection.js';
import { storeTokens } from '../store-tokens.js';
import { PromptConnectionType, PromptType } from './prompt.type.js';
import { SavePromptInput } from './save-prompt.input.js';
import { toPrompt } from './to-prompt.js';

@injectable()
@Resolver()
export class PromptResolver {
  constructor(
    @inject(storeTokens.prompts) private readonly store: PromptStore,
    private readonly save: SavePrompt,
    private readonly label: SetPromptLabel,
    private readonly remove: DeletePrompt,
  ) {}

  @Query(() => PromptType, {
    nullable: true,
    description: 'A saved prompt, by its version or by a label that a version bears; null where there is none.',
  })
  async prompt(
    @Ctx() { caller }: GraphqlContext,
    @Arg('name', () => String, { description: 'The name it is saved under.' }) name: string,
    @Arg('version', () => Int, { nullable: true, description: 'The newest where it and `label` are left out.' })
    version: number | undefined,
    @Arg('label', () => String, { nullable: true, description: 'Instead of `version`.' }) label: string | undefined,
  ) {
    if (version !== undefined && label !== undefined) {
      throw new ByomError('BAD_USER_INPUT', 'Give either `version` or `label`, not both.');
    }
    const { id } = caller.tenant;
    const saved = await (label === undefined
      ? this.store.find(id, name, version)
      : this.store.labelled(id, name, label));
    return saved ? toPrompt(saved) : null;
  }

  @Query(() => PromptConnectionType, { description: 'The newest version of every saved prompt, by name.' })
  async prompts(
    @Ctx() { caller }: GraphqlContext,
    @Arg('first', () => Int, { nullable: true, defaultValue: 20, description: pageDescriptions.first }) first: number,
    @Arg('after', () => String, { nullable: true, description: pageDescriptions.after }) after: string | undefined,
  ) {
    const page = pageRequest(first, after);
    return toConnection(await this.store.list(caller.tenant.id, page), page, toPrompt);
  }

  @Mutation(() => PromptType, { description: 'Keep a prompt under a name, as its next version.' })
  async savePrompt(
    @Ctx() { caller }: GraphqlContext,
    @Arg('input', () => SavePromptInput, { description: 'Its name and text.' }) input: SavePromptInput,
  ) {
    return toPrompt(await this.save.run(caller, input));
  }

  @Mutation(() => PromptType, {
    description:
      'Put a label on a version of a prompt, and take it off the version that bore it. `runPrompt` runs the version labelled `production` by default: move that label to release a version, and move it back to roll back. Gives that version.',
  })
  async setPromptLabel(
    @Ctx() { caller }: GraphqlContext,
    @Arg('name', () => String, { description: 'The name that the prompt is saved under.' }) name: string,
    @Arg('version', () => Int, { description: 'The version to put it on.' }) version: number,
    @Arg('label', () => String, { nullable: true, defaultValue: productionLabel, description: 'The label.' })
    label: string,
  ) {
    return toPrompt(await this.label.run(caller, name, label, version));
  }

  @Mutation(() => PromptType, {
    description:
      'Take a label off a prompt. Without the label `production`, `runPrompt` runs the newest version by default. Gives the newest version.',
  })
  async removePromptLabel(
    @Ctx() { caller }: GraphqlContext,
    @Arg('name', () => String, { description: 'The name that the prompt is saved under.' }) name: string,
    @Arg('label', () => String, { nullable: true, defaultValue: productionLabel, description: 'The label.' })
    label: string,
  ) {
    return toPrompt(await this.label.run(caller, name, label));
  }

  @Mutation(() => String, {
    description: 'Remove a prompt for good: every version, its labels and their history. Gives its name.',
  })
  deletePrompt(
    @Ctx() { caller }: GraphqlContext,
    @Arg('name', () => String, { description: 'The name that it is saved under.' }) name: string,
  ) {
    return this.remove.run(caller, name);
  }
}
