import type { QuirkCondition, RequestPart } from '../sdk/index.js';

/** What requests to a model can end up with. */
export interface Possibilities {
  /** Reasoning efforts, and `unset`. */
  readonly efforts: readonly string[];
  /** Endpoints by the adapter's names, the usual one as `default`. */
  readonly endpoints: readonly string[];
}

/** Whether a condition holds of every request to a model. */
export function alwaysHolds(when: QuirkCondition | undefined, { efforts, endpoints }: Possibilities): boolean {
  if (when === undefined) return true;
  const { reasoningEffort, endpoint, ...others } = when;
  return (
    Object.values(others).every((part) => part === undefined) &&
    (endpoint === undefined || endpoints.every((one) => endpoint.includes(one))) &&
    (reasoningEffort === undefined || efforts.every((one) => (reasoningEffort as readonly string[]).includes(one)))
  );
}

/** Whether it can hold of any. */
export function mayHold(when: QuirkCondition | undefined, { efforts, endpoints }: Possibilities): boolean {
  const { reasoningEffort, endpoint } = when ?? {};
  return (
    (reasoningEffort === undefined || reasoningEffort.some((one) => efforts.includes(one))) &&
    (endpoint === undefined || endpoint.some((one) => endpoints.includes(one)))
  );
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
