import { adaptRequest } from '../adaptation/adapt-request.js';
import { ByomError, type Adaptation, type JsonObject, type ResolvedModel } from '../sdk/index.js';
import { dearestCost } from '../usage/dearest-cost.js';
import type { Caller } from './caller.js';
import { completionRequest } from './completion-request.js';
import type { FoundModel } from './find-model.js';
import type { FindTarget } from './find-target.js';
import { checkGenerateInput, type GenerateInput } from './generate-input.js';
import type { GenerationCost } from './generation.js';
import { checkResponseFormat } from './json-answer.js';
import type { LearnModel } from './learn-model.js';
import type { ProbeModel } from './probe-model.js';
import { retirementReport } from './retirement-report.js';

export interface RequestPreview {
  readonly model: ResolvedModel;
  readonly provider: FoundModel['provider'];
  readonly method: string;
  /** Joined to the credential's base URL. */
  readonly path: string;
  readonly body: JsonObject;
  readonly adaptations: readonly Adaptation[];
  readonly estimatedInputTokens: number;
  /** At the most: with as much output as the request or the model allows. Null where no price or no limit is known. */
  readonly estimatedCost: GenerationCost | null;
  readonly fits: boolean;
}

export interface PreviewRequestDeps {
  readonly findTarget: FindTarget;
  readonly probeModel: ProbeModel;
  readonly learnModel: LearnModel;
}

/** What would be sent to the first model, without a key and without calling anybody: of what its server says, only what is known already. */
export class PreviewRequest {
  constructor(private readonly deps: PreviewRequestDeps) {}

  async run(caller: Caller, input: GenerateInput): Promise<RequestPreview> {
    if (input.credential) throw new ByomError('BAD_USER_INPUT', 'A preview takes no credential: leave it out.');
    checkGenerateInput(input);
    const tenant = caller.tenant.id;
    const { provider, model: declared, credentialId } = await this.deps.findTarget.run(caller, input.model);
    const learned = await this.deps.learnModel.knownTo(tenant, declared, credentialId);
    const model = this.deps.probeModel.recall(tenant, learned);
    const request = completionRequest(input, model);
    checkResponseFormat(request.responseFormat);
    const adapted = adaptRequest(request, model, {
      onUnsupported: input.onUnsupported ?? 'adapt',
      onOverflow: input.onOverflow ?? 'reject',
      preview: true,
    });
    const { method, path, body } = provider.adapter.prepare(adapted.request, { stream: false });
    const { estimatedInputTokens, fits } = adapted;
    const adaptations = [...adapted.adaptations, ...retirementReport(model)];
    const estimatedCost = mostCost(model, adapted.request.parameters, estimatedInputTokens);
    return { model, provider, method, path, body, adaptations, estimatedInputTokens, estimatedCost, fits };
  }
}

function mostCost(
  model: ResolvedModel,
  parameters: { readonly maxOutputTokens?: number; readonly n?: number },
  inputTokens: number,
): GenerationCost | null {
  const limit = parameters.maxOutputTokens ?? model.maxOutputTokens;
  if (limit === undefined) return null;
  const outputTokens = limit * (parameters.n ?? 1);
  const cost = dearestCost(inputTokens, outputTokens, model.price);
  return cost && { ...cost, platform: 0 };
}
