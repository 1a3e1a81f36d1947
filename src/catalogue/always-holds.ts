import type { QuirkCondition, RequestPart } from '../sdk/index.js';

/** Whether a condition holds of every request to a model that can end up with these reasoning efforts. */
export function alwaysHolds(when: QuirkCondition | undefined, efforts: readonly string[]): boolean {
  if (when === undefined) return true;
  const { reasoningEffort, ...others } = when;
  const open = Object.values(others).every((part) => part === undefined);
  return open && (reasoningEffort === undefined || efforts.every((one) => (reasoningEffort as string[]).includes(one)));
}

/** Whether it can hold of any. */
export function mayHold(when: QuirkCondition | undefined, efforts: readonly string[]): boolean {
  return when?.reasoningEffort === undefined || when.reasoningEffort.some((effort) => efforts.includes(effort));
}

/** The parameters, and parts of a request, that a condition names. */
export function conflictsOf(when: QuirkCondition | undefined): readonly string[] {
  if (when === undefined) return [];
  return [
    ...(when.reasoningEffort === undefined ? [] : ['reasoningEffort']),
    ...(when.with ?? []).map((part) => partNames[part] ?? part),
    ...(when.schema === undefined ? [] : ['responseFormat']),
    ...Object.keys(when.within ?? {}),
  ];
}

const partNames: Readonly<Partial<Record<RequestPart, string>>> = {
  'forced-tools': 'toolChoice',
  'named-tool': 'toolChoice',
  'tool-history': 'tools',
  images: 'messages',
  'system-prompt': 'messages',
  prefill: 'messages',
  json: 'responseFormat',
  'json-schema': 'responseFormat',
};
