import { renderPrompt } from '../prompts/render-prompt.js';
import type { PromptStore } from '../prompts/prompt-store.js';
import { ByomError, type JsonObject } from '../sdk/index.js';
import type { Caller } from './caller.js';
import type { Generate, GenerateOptions } from './generate.js';
import type { Generation } from './generation.js';
import type { CredentialInput } from './resolve-credential.js';

export interface RunPromptInput {
  readonly name: string;
  /** The newest where left out. */
  readonly version?: number | null;
  readonly inputs: JsonObject;
  /** The model it was saved for where left out. */
  readonly model?: string | null;
  readonly credential?: CredentialInput | null;
  readonly idempotencyKey?: string | null;
}

/** Runs a saved prompt, on its own model or on another. */
export class RunPrompt {
  constructor(private readonly deps: { readonly prompts: PromptStore; readonly generate: Generate }) {}

  async run(caller: Caller, input: RunPromptInput, options?: GenerateOptions): Promise<Generation> {
    const saved = await this.deps.prompts.find(caller.tenant.id, input.name, input.version ?? undefined);
    if (!saved) throw new ByomError('NOT_FOUND', 'There is no prompt of yours with this name and version.');
    const model = input.model ?? saved.model;
    if (!model) throw new ByomError('BAD_USER_INPUT', 'model is required: the prompt was saved without one.');
    const { template } = saved;
    return this.deps.generate.run(
      caller,
      {
        model,
        messages: renderPrompt(template, input.inputs),
        parameters: template.parameters,
        responseFormat: template.responseFormat,
        credential: input.credential,
        idempotencyKey: input.idempotencyKey,
      },
      options,
    );
  }
}
