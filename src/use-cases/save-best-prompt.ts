import type { PromptId, PromptStore, PromptTemplate } from '../prompts/prompt-store.js';

/** Saves what an optimization found; one that died between saving and ending finds its own again. */
export async function saveBestPrompt(
  prompts: PromptStore,
  found: {
    readonly tenant: string;
    readonly name: string;
    readonly template: PromptTemplate;
    readonly model: string;
    readonly origin: string;
    readonly candidate?: string;
    readonly parent?: PromptId;
  },
): Promise<{ readonly name: string; readonly version: number }> {
  const before = await prompts.find(found.tenant, found.name);
  const saved = before?.origin === found.origin ? before : await prompts.save(found);
  return { name: saved.name, version: saved.version };
}
