import type { PromptStore, SavedPrompt } from '../prompts/prompt-store.js';
import { ByomError } from '../sdk/index.js';
import type { Caller } from './caller.js';
import type { FindTarget } from './find-target.js';
import { givenFields } from './given-fields.js';
import { resolvePrompt, type PromptInput } from './resolve-prompt.js';

export interface SavePromptInput {
  readonly name: string;
  readonly prompt: PromptInput;
  /** `provider/model`, or an alias: what `runPrompt` uses where it is given no other. */
  readonly model?: string;
}

const promptName = /^[A-Za-z0-9][\w.:-]{0,127}$/;

/** Fails with BAD_USER_INPUT unless the name can stand in a prompt's id, `name@version`. */
export function checkPromptName(name: string, field: string): string {
  if (!promptName.test(name)) {
    throw new ByomError(
      'BAD_USER_INPUT',
      `\`${field}\` has 1 to 128 letters, digits, dots, colons, dashes and underscores, and starts with a letter or digit.`,
    );
  }
  return name;
}

/** Saves the next version under a name. */
export class SavePrompt {
  constructor(private readonly deps: { readonly prompts: PromptStore; readonly findTarget: Pick<FindTarget, 'run'> }) {}

  async run(caller: Caller, given: SavePromptInput): Promise<SavedPrompt> {
    const input = givenFields(given);
    const name = checkPromptName(input.name, 'name');
    if (input.model !== undefined) await this.deps.findTarget.run(caller, input.model);
    const { template, saved } = await resolvePrompt(caller, input.prompt, this.deps.prompts);
    const model = input.model ?? saved?.model;
    return this.deps.prompts.save({
      tenant: caller.tenant.id,
      name,
      template,
      // A text is a new edition of what bears the name already; a copy is made from what it copies.
      parent: saved === undefined ? 'newest' : { name: saved.name, version: saved.version },
      ...givenFields({ model, origin: saved?.origin, candidate: saved?.candidate }),
    });
  }
}
