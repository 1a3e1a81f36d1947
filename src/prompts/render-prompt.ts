import { ByomError, type JsonObject, type JsonValue, type Message } from '../sdk/index.js';
import type { PromptTemplate } from './prompt-store.js';

const variable = /\{\{\s*([^{}\s](?:[^{}]{0,126}[^{}\s])?)\s*\}\}/g;

/** No request may hold more; a template can ask for a large field very often. */
const mostCharacters = 4 * 1024 * 1024;

const bad = (message: string) => new ByomError('BAD_USER_INPUT', message);
const named = (name: string) => (/^[\w./:-]{1,128}$/.test(name) ? `\`${name}\`` : 'with an unusual name');

/** How a value stands in a message: text as it is, everything else as JSON. */
export function renderValue(value: JsonValue): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** System, each demonstration as a user's and an assistant's turn, then the user's message. */
export function renderPrompt(template: PromptTemplate, inputs: JsonObject): Message[] {
  let characters = 0;
  /** One pass: what a value holds is never looked at again, so an input cannot reach another field. */
  const rendered = (text: string, inputs: JsonObject): string =>
    text.replace(variable, (_, name: string) => {
      if (!Object.hasOwn(inputs, name)) {
        throw bad(`The prompt uses the variable ${named(name)}, which is not a field of the inputs.`);
      }
      const value = renderValue(inputs[name]!);
      if ((characters += value.length) > mostCharacters) {
        throw bad(`The fields filled into the prompt hold more than ${mostCharacters} characters.`);
      }
      return value;
    });
  const messages: Message[] = [];
  if (template.system !== undefined && template.system !== '') {
    messages.push({ role: 'system', content: rendered(template.system, inputs) });
  }
  for (const demonstration of template.demonstrations) {
    messages.push(
      { role: 'user', content: rendered(template.user, demonstration.inputs) },
      { role: 'assistant', content: renderValue(demonstration.expected) },
    );
  }
  messages.push({ role: 'user', content: rendered(template.user, inputs) });
  return messages;
}

/** The names of the variables, in order of appearance, system first. */
export function templateVariables(template: Pick<PromptTemplate, 'system' | 'user'>): readonly string[] {
  const names = new Set<string>();
  for (const text of [template.system ?? '', template.user]) {
    for (const match of text.matchAll(variable)) names.add(match[1]!);
  }
  return [...names];
}
