import { estimateTokens } from '../../adaptation/estimate-tokens.js';
import type { Example } from '../../datasets/dataset-store.js';
import { renderPrompt, renderValue } from '../../prompts/render-prompt.js';
import type { PromptTemplate } from '../../prompts/prompt-store.js';
import type { ResolvedModel } from '../../sdk/index.js';

const SAMPLE = 50;
const OUTPUT_WITHOUT_EXPECTED = 100;
/** Of one message beside its text. */
const MESSAGE = 4;

/** Tokens, on average over examples. */
export interface CallSizes {
  /** The prompt's own text. */
  readonly instruction: number;
  /** Of one example's inputs. */
  readonly fields: number;
  /** Of a call with the prompt as given. */
  readonly input: number;
  /** What one demonstration adds to it. */
  readonly demonstration: number;
  /** Of an expected answer. */
  readonly expected: number;
  /** Of an answer: somewhat more than the expected one. */
  readonly output: number;
}

/** What calls with a prompt are made of, from the lengths of the examples. */
export function callSizes(prompt: PromptTemplate, examples: readonly Example[], model: ResolvedModel): CallSizes {
  const step = Math.max(1, Math.floor(examples.length / SAMPLE));
  const sample = examples.filter((_, index) => index % step === 0);
  const tokensOf = (text: string) => estimateTokens(text, model).tokens;
  const average = (count: (example: Example) => number) =>
    sample.reduce((sum, example) => sum + count(example), 0) / sample.length;
  const rendered = (system: boolean) =>
    average(({ inputs }) =>
      renderPrompt(prompt, inputs)
        .filter((message) => system || message.role === 'user')
        .slice(system ? 0 : -1)
        .reduce((sum, message) => sum + tokensOf(message.content) + MESSAGE, 0),
    );
  const expected = average((example) =>
    example.expected === undefined ? OUTPUT_WITHOUT_EXPECTED : tokensOf(renderValue(example.expected)),
  );
  return {
    instruction: tokensOf(`${prompt.system ?? ''}${prompt.user}`),
    fields: average((example) => tokensOf(JSON.stringify(example.inputs))),
    input: rendered(true),
    demonstration: rendered(false) + expected + MESSAGE,
    expected,
    output: expected * 1.5 + 10,
  };
}
