import type { PromptStore, SavedPrompt } from '../prompts/prompt-store.js';
import { ByomError } from '../sdk/index.js';
import type { Caller } from './caller.js';

/** The version that is meant; fails with NOT_FOUND where there is none. */
export async function findPrompt(
  caller: Caller,
  prompts: PromptStore,
  { name, version, label }: { readonly name: string; readonly version?: number; readonly label?: string },
): Promise<SavedPrompt> {
  if (version !== undefined && label !== undefined) {
    throw new ByomError('BAD_USER_INPUT', 'Give either `version` or `label`, not both.');
  }
  const tenant = caller.tenant.id;
  const saved =
    label === undefined ? await prompts.find(tenant, name, version) : await prompts.labelled(tenant, name, label);
  if (saved !== undefined) return saved;
  const which = version !== undefined ? ' and version' : label !== undefined ? ' that bears this label' : '';
  throw new ByomError('NOT_FOUND', `There is no saved prompt of yours with this name${which}.`);
}
