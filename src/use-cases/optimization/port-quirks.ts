import { adaptRequest } from '../../adaptation/adapt-request.js';
import type { SearchExample } from '../../optimization/algorithms/search.js';
import type { OptimizationRecord } from '../../optimization/optimization-store.js';
import { renderPrompt } from '../../prompts/render-prompt.js';
import type { PromptTemplate } from '../../prompts/prompt-store.js';
import { ByomError, type Adaptation, type CompletionRequest, type ResolvedModel } from '../../sdk/index.js';

const SAMPLE = 50;

/** Long values are texts that differ from example to example. */
const LONG = 40;

const kindOf = ({ parameter, action, sent }: Adaptation) => {
  const value = JSON.stringify(sent) ?? '';
  return JSON.stringify([parameter, action, value.length <= LONG ? value : '']);
};

/** None where the model cannot be asked this at all, which its answers tell. */
function adaptationsOf(request: CompletionRequest, model: ResolvedModel): readonly Adaptation[] {
  try {
    return adaptRequest(request, model, { onUnsupported: 'adapt', onOverflow: 'drop-oldest', preview: true })
      .adaptations;
  } catch (error) {
    if (ByomError.is(error)) return [];
    throw error;
  }
}

function metOn(model: ResolvedModel, prompt: PromptTemplate, examples: readonly SearchExample[]) {
  const met = new Map<string, { readonly adaptation: Adaptation; count: number }>();
  const { parameters = {}, responseFormat } = prompt;
  const format = responseFormat !== undefined && responseFormat.kind !== 'text' ? { responseFormat } : {};
  for (const { inputs } of examples) {
    const request = { model: model.providerModelId, messages: renderPrompt(prompt, inputs), parameters, ...format };
    for (const adaptation of adaptationsOf(request, model)) {
      const counted = met.get(kindOf(adaptation)) ?? { adaptation, count: 0 };
      counted.count += 1;
      met.set(kindOf(adaptation), counted);
    }
  }
  return met;
}

/** The quirks that bite when a prompt moves: what has to be changed of it for the new model and did not for the old one. */
export function portQuirks(
  prompt: PromptTemplate,
  examples: readonly SearchExample[],
  from: ResolvedModel,
  to: ResolvedModel,
): OptimizationRecord['adaptations'] {
  const sample = examples.slice(0, SAMPLE);
  const before = metOn(from, prompt, sample);
  return [...metOn(to, prompt, sample)].flatMap(([kind, met]) => (before.has(kind) ? [] : [met]));
}
