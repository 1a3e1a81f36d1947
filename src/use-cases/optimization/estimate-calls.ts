import type { Example } from '../../datasets/dataset-store.js';
import type { PromptTemplate } from '../../prompts/prompt-store.js';
import type { ResolvedModel } from '../../sdk/index.js';
import { costOf } from '../../usage/call-cost.js';
import { callSizes } from './call-sizes.js';
import type { OptimizationRunInput } from './optimization-run-input.js';

/** Better prompts are longer ones: instructions grow and demonstrations come in. */
const GROWTH = 1.6;
/** A proposal reads the instruction and up to eight examples, and writes an instruction. */
const PROPOSAL = { examples: 8, overhead: 500, output: 600 };

/** What a task call and a proposal will take on average, from the examples' lengths. */
export function estimateCalls(
  prompt: PromptTemplate,
  examples: readonly Example[],
  model: ResolvedModel,
  proposer: ResolvedModel,
  growth = GROWTH,
): OptimizationRunInput['estimates'] {
  const { instruction, fields, input, output } = callSizes(prompt, examples, model);
  const cost = (inputTokens: number, outputTokens: number, of: ResolvedModel) => {
    const usage = { inputTokens, outputTokens, cachedInputTokens: 0, reasoningTokens: 0 };
    return { usd: costOf(usage, of.price)?.total ?? 0, tokens: Math.ceil(inputTokens + outputTokens) };
  };
  return {
    task: cost(input * growth, output, model),
    proposal: cost(
      instruction * GROWTH + PROPOSAL.overhead + PROPOSAL.examples * (fields + 2 * output),
      instruction + PROPOSAL.output,
      proposer,
    ),
  };
}
