import { estimateTokens } from '../adaptation/estimate-tokens.js';
import type { Example } from '../datasets/dataset-store.js';
import { renderPrompt, renderValue } from '../prompts/render-prompt.js';
import type { PromptTemplate } from '../prompts/prompt-store.js';
import type { ResolvedModel } from '../sdk/index.js';
import { costOf } from '../usage/call-cost.js';
import type { OptimizationRunInput } from './optimization-run-input.js';

const SAMPLE = 50;
/** Better prompts are longer ones: instructions grow and demonstrations come in. */
const GROWTH = 1.6;
/** A proposal reads the instruction and up to eight examples, and writes an instruction. */
const PROPOSAL = { examples: 8, overhead: 500, output: 600 };
const OUTPUT_WITHOUT_EXPECTED = 150;

/** What a task call and a proposal will take on average, from the examples' lengths. */
export function estimateCalls(
  prompt: PromptTemplate,
  examples: readonly Example[],
  model: ResolvedModel,
  proposer: ResolvedModel,
  growth = GROWTH,
): OptimizationRunInput['estimates'] {
  const step = Math.max(1, Math.floor(examples.length / SAMPLE));
  const sample = examples.filter((_, index) => index % step === 0);
  const tokensOf = (text: string) => estimateTokens(text, model).tokens;
  const average = (count: (example: Example) => number) =>
    sample.reduce((sum, example) => sum + count(example), 0) / sample.length;
  const input = average((example) =>
    renderPrompt(prompt, example.inputs).reduce((sum, message) => sum + tokensOf(message.content) + 4, 0),
  );
  const fields = average((example) => tokensOf(JSON.stringify(example.inputs)));
  const output = average(({ expected }) =>
    expected === undefined ? OUTPUT_WITHOUT_EXPECTED : tokensOf(renderValue(expected)) * 1.5 + 10,
  );
  const cost = (inputTokens: number, outputTokens: number, of: ResolvedModel) => {
    const usage = { inputTokens, outputTokens, cachedInputTokens: 0, reasoningTokens: 0 };
    return { usd: costOf(usage, of.price)?.total ?? 0, tokens: Math.ceil(inputTokens + outputTokens) };
  };
  const instruction = tokensOf(`${prompt.system ?? ''}${prompt.user}`);
  return {
    task: cost(input * growth, output, model),
    proposal: cost(
      instruction * GROWTH + PROPOSAL.overhead + PROPOSAL.examples * (fields + 2 * output),
      instruction + PROPOSAL.output,
      proposer,
    ),
  };
}
