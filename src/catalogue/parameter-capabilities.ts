import {
  parameterNames,
  reasoningEfforts,
  type IdentifiedQuirk,
  type ParameterName,
  type ResolvedModel,
} from '../sdk/index.js';
import { alwaysHolds, conflictsOf, mayHold, type Possibilities } from './always-holds.js';

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
  /** Other parameters and parts of a request beside which it is not taken. */
  readonly conflictsWith: readonly string[];
  /** What holds of it for some requests only, in words. */
  readonly conditions: readonly string[];
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
    const possible = { efforts: possibleEfforts(model.quirks), endpoints: possibleEndpoints(model.quirks) };
    capabilities = parameterNames.map((name) => capability(name, model, possible));
    memory.set(model, capabilities);
  }
  return capabilities;
}

function capability(name: ParameterName, model: ResolvedModel, possible: Possibilities): ParameterCapability {
  if (isNeverTaken(name, model, possible)) return { name, supported: false, conflictsWith: [], conditions: [] };
  const conflicts = new Set<string>();
  const conditions: string[] = [];
  let { min, max } = uniformRanges[name] ?? {};
  let standard = model.defaults[name];
  let values: readonly number[] | undefined;
  let maxItems: number | undefined;
  for (const quirk of model.quirks) {
    if (!isAbout(quirk, name) || !mayHold(quirk.when, possible)) continue;
    if (quirk.kind === 'exclusive-parameters') {
      conflicts.add(quirk.keep === name ? quirk.drop : quirk.keep);
    } else if (quirk.kind === 'unsupported-parameter' || !alwaysHolds(quirk.when, possible)) {
      if (quirk.kind === 'unsupported-parameter')
        for (const other of conflictsOf(quirk.when)) if (other !== name) conflicts.add(other);
      conditions.push(quirk.description);
    } else if (quirk.kind === 'limited-range') {
      min = Math.max(min ?? -Infinity, quirk.min ?? -Infinity);
      max = Math.min(max ?? Infinity, quirk.max ?? Infinity);
    } else if (quirk.kind === 'allowed-values') {
      const list: readonly number[] = values ?? quirk.values;
      values = list.filter((value) => quirk.values.includes(value));
    } else if (quirk.kind === 'limited-stop-sequences') {
      maxItems = Math.min(maxItems ?? Infinity, quirk.most);
    } else if (typeof quirk.value === 'number') {
      standard = quirk.value;
    }
  }
  const fixed = min !== undefined && min === max ? min : values?.length === 1 ? values[0] : undefined;
  return {
    name,
    supported: maxItems !== 0 && values?.length !== 0 && (min ?? -Infinity) <= (max ?? Infinity),
    ...(Number.isFinite(min) && { min }),
    ...(Number.isFinite(max) && { max }),
    ...(standard !== undefined && { default: standard }),
    ...(fixed !== undefined && { fixedAt: fixed }),
    ...(values !== undefined && { values: values.map(String) }),
    ...(name === 'reasoningEffort' && { values: possible.efforts.filter((effort) => effort !== 'unset') }),
    ...(maxItems !== undefined && { maxItems }),
    conflictsWith: [...conflicts],
    conditions,
  };
}

/** Not on any endpoint that serves the model, whatever else is asked for. */
function isNeverTaken(name: ParameterName, { quirks }: ResolvedModel, possible: Possibilities): boolean {
  return possible.endpoints.every((endpoint) =>
    quirks.some(
      (quirk) =>
        quirk.kind === 'unsupported-parameter' &&
        quirk.parameter === name &&
        alwaysHolds(quirk.when, { ...possible, endpoints: [endpoint] }),
    ),
  );
}

type Telling = Extract<
  IdentifiedQuirk,
  {
    kind:
      | 'unsupported-parameter'
      | 'limited-range'
      | 'allowed-values'
      | 'limited-stop-sequences'
      | 'exclusive-parameters'
      | 'default-parameter';
  }
>;

/** Whether a quirk says something of what a parameter may be. */
function isAbout(quirk: IdentifiedQuirk, name: ParameterName): quirk is Telling & IdentifiedQuirk {
  switch (quirk.kind) {
    case 'unsupported-parameter':
    case 'limited-range':
    case 'allowed-values':
    case 'default-parameter':
      return quirk.parameter === name;
    case 'limited-stop-sequences':
      return name === 'stop';
    case 'exclusive-parameters':
      return quirk.keep === name || quirk.drop === name;
    default:
      return false;
  }
}

/** The reasoning efforts that a request to the model can end up with. */
function possibleEfforts(quirks: readonly IdentifiedQuirk[]): readonly string[] {
  const untaken = quirks.some(
    (quirk) =>
      quirk.kind === 'unsupported-parameter' && quirk.parameter === 'reasoningEffort' && quirk.when === undefined,
  );
  const lists = quirks.filter((quirk) => quirk.kind === 'limited-values' && quirk.when === undefined);
  const taken = reasoningEfforts.filter((effort) =>
    lists.every((list) => list.kind !== 'limited-values' || list.values.includes(effort)),
  );
  return untaken ? ['unset'] : ['unset', ...taken];
}

/** The endpoints that can serve the model. */
function possibleEndpoints(quirks: readonly IdentifiedQuirk[]): readonly string[] {
  const served = quirks.filter((quirk) => quirk.kind === 'served-endpoint');
  const always = served.find(({ when }) => when === undefined);
  if (always?.kind === 'served-endpoint') return [always.endpoint];
  return ['default', ...new Set(served.map((quirk) => (quirk.kind === 'served-endpoint' ? quirk.endpoint : '')))];
}
