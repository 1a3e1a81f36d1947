import { productionLabel, type NewPrompt, type PromptId, type PromptStore } from '../../prompts/prompt-store.js';

/** Saves what an optimization found; one that died between saving and ending finds its own again. */
export async function saveBestPrompt(
  prompts: PromptStore,
  found: NewPrompt & { readonly origin: string },
  promote: boolean,
): Promise<PromptId> {
  const before = await prompts.find(found.tenant, found.name);
  const { name, version } = before?.origin === found.origin ? before : await prompts.save(found);
  if (promote) await prompts.setLabel(found.tenant, name, productionLabel, version);
  return { name, version };
}
