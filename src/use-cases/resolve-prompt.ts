import { renderPrompt } from '../prompts/render-prompt.js';
import type { PromptStore, PromptTemplate, SavedPrompt } from '../prompts/prompt-store.js';
import { ByomError, type JsonObject, type JsonValue, type Parameters, type ResponseFormat } from '../sdk/index.js';
import type { Caller } from './caller.js';
import { checkGenerateInput } from './generate-input.js';
import { findPrompt } from './find-prompt.js';
import { givenFields } from './given-fields.js';

/** Either the name of a saved prompt (the newest version where no version or label is given), or a prompt's text. */
export interface PromptInput {
  readonly name?: string;
  readonly version?: number;
  readonly label?: string;
  readonly system?: string;
  readonly user?: string;
  readonly demonstrations?: readonly { readonly inputs: JsonObject; readonly expected?: JsonValue }[];
  readonly responseFormat?: ResponseFormat;
  readonly parameters?: Parameters;
  /** Phrases of it that every optimized version keeps word for word. */
  readonly mustKeep?: readonly string[];
}

const bad = (message: string) => new ByomError('BAD_USER_INPUT', message);

const MOST_CHARACTERS = 200_000;
const MOST_DEMONSTRATIONS = 200;
/** Each is looked for in the prompt, which takes the longer, the longer it is. */
const MOST_PHRASES = 100;
const MOST_OF_PHRASES = 20_000;

function phrasesOf({ mustKeep, system, user }: PromptInput): readonly string[] | undefined {
  if (mustKeep === undefined || mustKeep === null || mustKeep.length === 0) return undefined;
  if (mustKeep.length > MOST_PHRASES) throw bad(`\`mustKeep\` has at most ${MOST_PHRASES} phrases.`);
  if (mustKeep.reduce((sum, { length }) => sum + length, 0) > MOST_OF_PHRASES) {
    throw bad(`The phrases of \`mustKeep\` together have at most ${MOST_OF_PHRASES} characters.`);
  }
  const lost = mustKeep.findIndex((phrase) => phrase.trim() === '' || !`${system ?? ''}\n${user}`.includes(phrase));
  if (lost >= 0) throw bad(`Phrase ${lost + 1} of \`mustKeep\` is in neither \`system\` nor \`user\`, word for word.`);
  return mustKeep;
}

/** A prompt's text as a template; fails with BAD_USER_INPUT where it lacks its user part or a demonstration misfits. */
export function templateOf(input: PromptInput): PromptTemplate {
  if (input.user === undefined || input.user === null || input.user.trim() === '') {
    throw bad('A prompt needs either `name`, or `user`: the message sent for each example.');
  }
  if ((input.system?.length ?? 0) + input.user.length > MOST_CHARACTERS) {
    throw bad(`\`system\` and \`user\` together have at most ${MOST_CHARACTERS} characters.`);
  }
  const { user, parameters, responseFormat } = input;
  checkGenerateInput({ model: 'any', messages: [{ role: 'user', content: user }], parameters, responseFormat });
  const demonstrations = input.demonstrations ?? [];
  if (demonstrations.length > MOST_DEMONSTRATIONS)
    throw bad(`A prompt has at most ${MOST_DEMONSTRATIONS} demonstrations.`);
  // Left-out fields stay left out: a template is stored and hashed as JSON.
  const template: PromptTemplate = givenFields({
    system: input.system,
    user: input.user,
    demonstrations: demonstrations.map(({ inputs, expected }, index) => {
      if (expected === undefined) throw bad(`Demonstration ${index + 1} of the prompt has no \`expected\` answer.`);
      return { inputs, expected };
    }),
    responseFormat: responseFormat && givenFields(responseFormat),
    parameters: parameters && givenFields(parameters),
    mustKeep: phrasesOf(input),
  });
  // A system part with variables speaks of the example at hand, which a demonstration is not.
  for (const demonstration of template.demonstrations) {
    renderPrompt({ user: template.user, demonstrations: [] }, demonstration.inputs);
  }
  return template;
}

/** A prompt given by name or by text, as a template and where it was saved. */
export async function resolvePrompt(
  caller: Caller,
  input: PromptInput,
  prompts: PromptStore,
): Promise<{ readonly template: PromptTemplate; readonly saved?: SavedPrompt }> {
  const { name, version, label, ...text } = givenFields(input);
  if (name === undefined) return { template: templateOf(input) };
  if (Object.keys(text).length > 0) throw bad('A prompt is given either by `name` or by its text, not both.');
  const saved = await findPrompt(caller, prompts, givenFields({ name, version, label }));
  return { template: saved.template, saved };
}
