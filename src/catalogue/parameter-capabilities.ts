import {
  parameterNames,
  reasoningEfforts,
  type IdentifiedQuirk,
  type ParameterName,
  type QuirkCondition,
  type ResolvedModel,
} from '../sdk/index.js';

export interface ParameterCapability {
  readonly name: ParameterName;
  readonly supported: boolean;
  readonly min?: number;
  readonly max?: number;
  readonly default?: number;
  /** Where only one value is taken. */
  readonly fixedAt?: number;
  readonly values?: readonly string[];
  /** For lists: how many. */
  readonly maxItems?: number;
  readonly conflictsWith: readonly string[];
}

const uniformRanges: Readonly<Partial<Record<ParameterName, { readonly min?: number; readonly max?: number }>>> = {
  temperature: { min: 0, max: 2 },
  topP: { min: 0, max: 1 },
  topK: { min: 1 },
  maxOutputTokens: { min: 1 },
  frequencyPenalty: { min: -2, max: 2 },
  presencePenalty: { min: -2, max: 2 },
  n: { min: 1 },
  logprobs: { min: 0 },
};

const memory = new WeakMap<ResolvedModel, readonly ParameterCapability[]>();

/** What a model takes of each uniform parameter, read from its quirks. */
export function parameterCapabilities(model: ResolvedModel): readonly ParameterCapability[] {
  let capabilities = memory.get(model);
  if (capabilities === undefined) {
    const efforts = possibleEfforts(model.quirks);
    capabilities = parameterNames.map((name) => capability(name, model, efforts));
    memory.set(model, capabilities);
  }
  return capabilities;
}

function capability(name: ParameterName, model: ResolvedModel, efforts: readonly string[]): ParameterCapability {
  const always = (when: QuirkCondition | undefined) =>
    when === undefined || efforts.every((effort) => (when.reasoningEffort as readonly string[]).includes(effort));
  const conflicts = new Set<string>();
  let { min, max } = uniformRanges[name] ?? {};
  let maxItems: number | undefined;
  for (const quirk of model.quirks) {
    if (quirk.kind === 'unsupported-parameter' && quirk.parameter === name) {
      if (always(quirk.when)) return { name, supported: false, conflictsWith: [] };
      if (quirk.when?.reasoningEffort.some((effort) => efforts.includes(effort))) conflicts.add('reasoningEffort');
    } else if (quirk.kind === 'limited-range' && quirk.parameter === name && always(quirk.when)) {
      min = Math.max(min ?? -Infinity, quirk.min ?? -Infinity);
      max = Math.min(max ?? Infinity, quirk.max ?? Infinity);
    } else if (quirk.kind === 'limited-stop-sequences' && name === 'stop') {
      maxItems = Math.min(maxItems ?? Infinity, quirk.most);
    } else if (quirk.kind === 'exclusive-parameters') {
      if (quirk.keep === name) conflicts.add(quirk.drop);
      if (quirk.drop === name) conflicts.add(quirk.keep);
    }
  }
  return {
    name,
    supported: maxItems !== 0 && (min ?? -Infinity) <= (max ?? Infinity),
    ...(Number.isFinite(min) && { min }),
    ...(Number.isFinite(max) && { max }),
    ...(model.defaults[name] !== undefined && { default: model.defaults[name] }),
    ...(min !== undefined && min === max && { fixedAt: min }),
    ...(name === 'reasoningEffort' && { values: efforts.filter((effort) => effort !== 'unset') }),
    ...(maxItems !== undefined && { maxItems }),
    conflictsWith: [...conflicts],
  };
}

/** The reasoning efforts that a request to the model can end up with. */
function possibleEfforts(quirks: readonly IdentifiedQuirk[]): readonly string[] {
  const untaken = quirks.some(
    (quirk) =>
      quirk.kind === 'unsupported-parameter' && quirk.parameter === 'reasoningEffort' && quirk.when === undefined,
  );
  const lists = quirks.filter((quirk) => quirk.kind === 'limited-values');
  const taken = reasoningEfforts.filter((effort) => lists.every(({ values }) => values.includes(effort)));
  return untaken ? ['unset'] : ['unset', ...taken];
}
