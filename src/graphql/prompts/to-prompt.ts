import type { CandidateRecord, OptimizationRecord } from '../../optimization/optimization-store.js';
import type { PromptTemplate, SavedPrompt } from '../../prompts/prompt-store.js';
import { clientParameters } from './client-parameters.js';
import { clientResponseFormat } from './client-response-format.js';
import type { PromptType } from './prompt.type.js';

const ofTemplate = ({ system, user, demonstrations, responseFormat, parameters, mustKeep }: PromptTemplate) => ({
  system,
  user,
  demonstrations,
  responseFormat: clientResponseFormat(responseFormat),
  parameters: clientParameters(parameters),
  mustKeep: mustKeep ?? [],
});

export function toPrompt({ name, version, template, model, createdAt, ...from }: SavedPrompt): PromptType {
  return {
    id: `${name}@${version}`,
    name,
    version,
    ...ofTemplate(template),
    model,
    createdAt,
    originId: from.origin,
    candidateId: from.candidate,
    parentId: from.parent,
  };
}

export function candidatePrompt(candidate: CandidateRecord, optimization: OptimizationRecord): PromptType {
  const template = candidate.prompt as unknown as PromptTemplate;
  const { id, model } = candidate;
  return {
    id,
    ...ofTemplate(template),
    model,
    createdAt: optimization.createdAt,
    originId: optimization.id,
    candidateId: id,
  };
}
