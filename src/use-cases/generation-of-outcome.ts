import type { Adaptation, ResponseFormat } from '../sdk/index.js';
import { costOf } from '../usage/call-cost.js';
import type { StoredCredential } from '../vault/credential-store.js';
import type { CallOutcome } from './call-outcome.js';
import type { Generation } from './generation.js';
import { jsonAnswer } from './json-answer.js';
import { retirementReport } from './retirement-report.js';
import { serverToolCall } from './tool-call-ids.js';

export interface GenerationParts {
  readonly id: string;
  readonly responseFormat: ResponseFormat | undefined;
  readonly shown: StoredCredential | null;
}

/** A paid answer as the customer gets it. One that is no JSON though JSON was asked for is kept, and reported. */
export function generationOf(outcome: CallOutcome, { id, responseFormat, shown }: GenerationParts): Generation {
  const { completion, usage } = outcome;
  const { model } = outcome.target;
  const choices = completion.choices.map((choice, at) => ({
    ...choice,
    toolCalls: choice.toolCalls.map((call, index) => serverToolCall(call, id, at, index)),
  }));
  const first = choices[0]!;
  const wantsJson = responseFormat !== undefined && responseFormat.kind !== 'text' && first.toolCalls.length === 0;
  const answer = wantsJson ? jsonAnswer(first.text, responseFormat) : undefined;
  const cost = costOf(usage, model.price);
  return {
    id,
    model: model.ref,
    text: first.text,
    choices,
    toolCalls: first.toolCalls,
    json: answer?.value ?? null,
    finishReason: first.finishReason,
    usage: { cacheWriteTokens: 0, ...usage, totalTokens: usage.inputTokens + usage.outputTokens },
    cost: cost && { ...cost, platform: 0 },
    adaptations: [
      ...outcome.adaptations,
      ...retirementReport(model),
      ...(answer?.problem ? [notJson(answer.problem)] : []),
    ],
    attempts: outcome.attempts,
    latency: outcome.latency,
    credential: shown,
    ...(completion.providerRequestId === undefined ? {} : { providerRequestId: completion.providerRequestId }),
  };
}

const notJson = (reason: string): Adaptation => ({
  parameter: 'responseFormat',
  action: 'reported',
  requested: null,
  sent: null,
  lossless: false,
  reason,
});
