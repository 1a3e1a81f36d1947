import { renderPrompt } from '../prompts/render-prompt.js';
import { productionLabel, type PromptStore, type SavedPrompt } from '../prompts/prompt-store.js';
import { ByomError, type JsonObject } from '../sdk/index.js';
import type { Caller } from './caller.js';
import type { Generate, GenerateOptions } from './generate.js';
import type { Generation } from './generation.js';
import { findPrompt } from './find-prompt.js';
import { checkGenerateInput, type GenerateInput } from './generate-input.js';
import { givenFields } from './given-fields.js';
import { askedCredential } from './idempotency/asked-credential.js';
import { askedFields } from './idempotency/asked-fields.js';
import type { CredentialInput } from './resolve-credential.js';

export interface RunPromptInput {
  readonly name: string;
  readonly version?: number | null;
  /** Where neither is given: the version that bears the label `production`, else the newest. */
  readonly label?: string | null;
  readonly inputs: JsonObject;
  /** The model it was saved for where left out. */
  readonly model?: string | null;
  readonly credential?: CredentialInput | null;
  readonly fallbacks?: readonly string[] | null;
  readonly idempotencyKey?: string | null;
}

/** Runs a saved prompt, on its own model or on another. */
export class RunPrompt {
  constructor(private readonly deps: { readonly prompts: PromptStore; readonly generate: Generate }) {}

  async run(caller: Caller, input: RunPromptInput, options?: GenerateOptions): Promise<Generation> {
    const { credential, idempotencyKey } = input;
    return this.deps.generate.once(
      caller,
      {
        operation: 'runPrompt',
        // The same input asked again is the same, though the label may have moved on.
        asked: () => asked(input),
        credential,
        idempotencyKey,
        input: () => this.rendered(caller, input),
      },
      options,
    );
  }

  private async rendered(caller: Caller, input: RunPromptInput) {
    const saved = await this.find(caller, input);
    const model = input.model ?? saved.model;
    if (!model) throw new ByomError('BAD_USER_INPUT', 'model is required: the prompt was saved without one.');
    const { template, name, version } = saved;
    const { credential, fallbacks } = input;
    const made: GenerateInput = {
      model,
      messages: renderPrompt(template, input.inputs),
      parameters: template.parameters,
      responseFormat: template.responseFormat,
      credential,
      fallbacks,
    };
    checkGenerateInput(made);
    return { input: made, promptId: `${name}@${version}` };
  }

  private async find(caller: Caller, input: RunPromptInput): Promise<SavedPrompt> {
    const { name, version, label } = givenFields(input);
    const { prompts } = this.deps;
    const asLabelled =
      version === undefined && label === undefined
        ? await prompts.labelled(caller.tenant.id, name, productionLabel)
        : undefined;
    return asLabelled ?? findPrompt(caller, prompts, givenFields({ name, version, label }));
  }
}

const asked = ({ credential, ...input }: RunPromptInput) =>
  askedFields({
    ...input,
    idempotencyKey: undefined,
    inputs: { ...input.inputs },
    credential: credential && askedCredential(credential),
  });
