import type { PromptStore } from '../prompts/prompt-store.js';
import { ByomError } from '../sdk/index.js';
import type { Caller } from './caller.js';

/** Removes every version of a prompt, its labels and their history, for good. */
export class DeletePrompt {
  constructor(private readonly deps: { readonly prompts: PromptStore }) {}

  async run(caller: Caller, name: string): Promise<string> {
    if (!(await this.deps.prompts.remove(caller.tenant.id, name))) {
      throw new ByomError('NOT_FOUND', 'There is no saved prompt of yours with this name.');
    }
    return name;
  }
}
