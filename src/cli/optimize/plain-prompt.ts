import { UsageError } from '../usage-error.js';
import type { SampledExample } from './dataset-sample.js';

const MOST_LABELS = 50;
const LONGEST_LABEL = 60;

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The answers, where they are a few that come again. */
function labelsOf(answers: readonly unknown[]): readonly string[] | undefined {
  if (!answers.every((answer) => typeof answer === 'string' && answer.length <= LONGEST_LABEL)) return undefined;
  const labels = [...new Set(answers as readonly string[])].toSorted();
  return labels.length <= MOST_LABELS && 2 * labels.length <= answers.length ? labels : undefined;
}

const answersOf = (sample: readonly SampledExample[]) =>
  sample.map(({ expected }) => expected).filter((expected) => expected !== null && expected !== undefined);

/** What somebody in a hurry would write who has seen the data: the fields, and the form of an answer. */
export function plainPrompt(sample: readonly SampledExample[]): { readonly system: string; readonly user: string } {
  const fields = Object.keys(sample[0]!.inputs);
  const odd = fields.find((field) => !/^[^{}\s](?:[^{}]{0,126}[^{}\s])?$/.test(field));
  if (odd !== undefined || fields.length === 0) {
    throw new UsageError('No prompt can be made of these field names: write one yourself, and give it with --prompt.');
  }
  const answers = answersOf(sample);
  const labels = labelsOf(answers);
  const form =
    labels !== undefined
      ? `Answer with one of: ${labels.join(', ')}.`
      : answers.every(isObject) && answers.length > 0
        ? `Answer with a JSON object with the fields: ${commonFields(answers).join(', ')}.`
        : answers.length > 0 && answers.every((answer) => typeof answer === 'number')
          ? 'Answer with the number only.'
          : 'Give the answer only.';
  const user = fields.length === 1 ? `{{${fields[0]}}}` : fields.map((field) => `${field}: {{${field}}}`).join('\n');
  return { system: form, user };
}

const commonFields = (answers: readonly Record<string, unknown>[]) =>
  Object.keys(answers[0] ?? {}).filter((field) => answers.every((answer) => Object.hasOwn(answer, field)));

/** How answers of this form are commonly compared. */
export function plainMetric(sample: readonly SampledExample[]): Readonly<Record<string, unknown>> {
  const answers = answersOf(sample);
  if (answers.length === 0) throw new UsageError('The examples have no answers to compare with: give --metric.');
  if (answers.every((answer) => typeof answer === 'number')) return { kind: 'NUMERIC' };
  if (answers.every(isObject)) return { kind: 'JSON_FIELDS', fields: commonFields(answers) };
  return { kind: 'EXACT_MATCH' };
}
