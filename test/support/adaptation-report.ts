import { parameterNames, type Adaptation, type CompletionRequest } from '../../src/sdk/index.js';

const parts = [
  'messages',
  'responseFormat',
  'tools',
  'toolChoice',
  'parallelToolCalls',
  'endUser',
  'providerOptions',
  'stream',
  'endpoint',
] as const;

/** Adaptations that changed something. */
export const changes = (adaptations: readonly Adaptation[]) =>
  adaptations.filter(({ action }) => action !== 'reported');

/** What differs between two requests, by the names that reports have for it. */
export function changedFields(before: CompletionRequest, after: CompletionRequest): string[] {
  const differs = (a: unknown, b: unknown) => JSON.stringify(a) !== JSON.stringify(b);
  return [
    ...parameterNames.filter((name) => differs(before.parameters[name], after.parameters[name])),
    ...parameterNames
      .filter((name) => before.wireNames?.[name] !== after.wireNames?.[name])
      .map((name) => `wire ${name}`),
    ...parts.filter((name) => differs(before[name], after[name])),
    ...(before.reasoningBudget === after.reasoningBudget ? [] : ['budget']),
  ];
}

/** The name of what a report says was changed. */
export function reportedField({ parameter, action, sent }: Pick<Adaptation, 'parameter' | 'action' | 'sent'>): string {
  if (action === 'renamed') return `wire ${parameter}`;
  return typeof sent === 'object' && sent !== null && 'reasoningBudget' in sent ? 'budget' : parameter;
}
