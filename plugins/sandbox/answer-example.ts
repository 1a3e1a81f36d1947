import { answerFields } from './answer-fields.js';
import { answerLabel, type Attention } from './answer-label.js';
import { answerNumber, numbersIn } from './answer-number.js';
import { extractValue } from './extract-value.js';
import { type AnswerFormat, readFormat } from './read-format.js';
import { type Guidelines, readGuidelines } from './read-guidelines.js';
import { readObject } from './read-json.js';
import type { ReadPrompt } from './read-prompt.js';
import type { Demonstration } from './text-demonstrations.js';
import { isContentWord, words } from './tokens.js';

const numeric = /^\s*[$€£]?-?\d[\d,]*(?:\.\d+)?\s*%?\s*$/;
const share = (demonstrations: readonly Demonstration[], holds: (one: Demonstration) => boolean) =>
  demonstrations.length === 0 ? 0 : demonstrations.filter(holds).length / demonstrations.length;

/** Without any guidance: friendly, long and beside the point, as an assistant that was told nothing. */
function chat(input: string): string {
  const topic = words(input)
    .filter((word) => isContentWord(word) && word.length > 3)
    .slice(0, 3)
    .join(', ');
  return `Thank you for your message! ${topic === '' ? '' : `It seems to be about ${topic}. `}Could you tell me a little more about what you need?`;
}

/** A bare answer or a sentence around it, as the format wants. */
function written(answer: string, format: AnswerFormat, shown: boolean): string {
  const cased =
    format.letters === 'lower' ? answer.toLowerCase() : format.letters === 'upper' ? answer.toUpperCase() : answer;
  const wrapped = format.tag === undefined ? cased : `<${format.tag}>${cased}</${format.tag}>`;
  const prefixed = format.prefix === undefined ? wrapped : `${format.prefix} ${wrapped}`;
  if (format.bare || shown || format.tag !== undefined || format.prefix !== undefined) return prefixed;
  return `Based on what you wrote, I would say this is: ${prefixed}. Let me know if I can help with anything else!`;
}

function number(prompt: ReadPrompt, guidelines: Guidelines, format: AnswerFormat): string | undefined {
  const asked =
    /\b(?:number|calculat\w+|comput\w+|sum|add|total|how (?:many|much)|count|multipl\w+|average|price|amount|subtract|divide|largest|smallest|costs?)\b/i;
  const shown = share(prompt.demonstrations, (one) => numeric.test(one.output)) > 0.5;
  if (!asked.test(prompt.instructions) && !shown) return undefined;
  const value =
    answerNumber(prompt.input, prompt.instructions, guidelines) ?? (shown ? numbersIn(prompt.input)[0] : undefined);
  return value === undefined ? undefined : written(String(value), format, shown);
}

/** Answers one input by what the prompt around it says and shows. */
export function answerExample(prompt: ReadPrompt, attention: Attention): string {
  const { input, instructions, demonstrations } = prompt;
  const format = readFormat(instructions);
  const guidelines = readGuidelines(instructions);
  if (format.json || share(demonstrations, (one) => readObject(one.output) !== undefined) > 0.5) {
    const names = format.fields.length > 0 ? format.fields : guidelines.labels.filter((name) => /^[\w.-]+$/.test(name));
    const answer = JSON.stringify(answerFields(input, names, guidelines, demonstrations, attention));
    return format.bare || demonstrations.length > 0 ? answer : `Here is the JSON:\n\n${answer}`;
  }
  const described = [...guidelines.descriptions.values()].flat();
  const priced = described.length > 0 && described.every((text) => numeric.test(text.replace(/[a-z ]+$/i, '')));
  const shownNumbers = share(demonstrations, (one) => numeric.test(one.output)) > 0.5;
  const copied = share(demonstrations, (one) => one.input.includes(one.output)) > 0.7;
  if (priced || shownNumbers || guidelines.labels.length < 2) {
    const computed = number(prompt, guidelines, format);
    if (computed !== undefined) return computed;
  }
  if (
    guidelines.labels.length < 2 &&
    (copied || /\b(?:extract|find|copy|quote|pull out|what is the|return the)\b/i.test(instructions))
  ) {
    const wanted = { name: '', description: instructions, demonstrations };
    const value = extractValue(
      input,
      wanted,
      { labels: [], descriptions: new Map(), exclusions: new Map() },
      attention,
    );
    if (value !== undefined) return written(value, format, demonstrations.length > 0);
  }
  if (guidelines.labels.length >= 2 || demonstrations.length > 0) {
    return written(answerLabel(input, guidelines, demonstrations, attention), format, demonstrations.length > 0);
  }
  return chat(input);
}
