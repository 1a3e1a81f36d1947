import type { PromptStore, SavedPrompt } from '../prompts/prompt-store.js';
import { ByomError } from '../sdk/index.js';
import type { Caller } from './caller.js';

const labelName = /^[A-Za-z0-9][\w.-]{0,63}$/;
const MOST_LABELS = 100;

/** Puts a label on one version of a prompt, and so takes it off the version that bore it; without a version, off altogether. */
export class SetPromptLabel {
  constructor(private readonly deps: { readonly prompts: PromptStore }) {}

  /** The version that bears the label now; where it was taken off, the newest. */
  async run(caller: Caller, name: string, label: string, version?: number): Promise<SavedPrompt> {
    const { prompts } = this.deps;
    const tenant = caller.tenant.id;
    if (!labelName.test(label)) {
      throw new ByomError(
        'BAD_USER_INPUT',
        '`label` has 1 to 64 letters, digits, dots, dashes and underscores, and starts with a letter or digit.',
      );
    }
    const labels = await prompts.labels(tenant, name);
    if (version !== undefined && !labels.has(label) && labels.size >= MOST_LABELS) {
      throw new ByomError('BAD_USER_INPUT', `A prompt has at most ${MOST_LABELS} labels: take one off first.`);
    }
    const set = await prompts.setLabel(tenant, name, label, version);
    const saved = set ? await prompts.find(tenant, name, version) : undefined;
    if (saved === undefined) {
      throw new ByomError('NOT_FOUND', 'There is no saved prompt of yours with this name and version.');
    }
    return saved;
  }
}
