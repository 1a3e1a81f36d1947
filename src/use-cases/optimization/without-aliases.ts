import type { MetricInput } from '../../optimization/scoring/metric-input.js';
import { mapMetricParts, metricParts } from '../../optimization/scoring/metric-parts.js';
import { ByomError } from '../../sdk/index.js';
import type { Caller } from '../caller.js';
import { aliasNameOf, type FindTarget } from '../find-target.js';

/** The places of an optimization's input where a model is named. */
interface NamesModels {
  readonly model?: string;
  readonly proposer?: string;
  readonly from?: string;
  readonly to?: string;
  readonly models?: readonly string[];
  readonly metric: MetricInput;
}

/** What stood in an input before its aliases were replaced by what they mean. */
export interface Aliased {
  readonly asked: object;
  /** By provider, the credential that an alias names; it pays unless the input names one for that provider. */
  readonly payers: ReadonlyMap<string, string>;
}

/** The input with each alias's model in its place: a run goes on with what the alias meant when it was asked for. */
export async function withoutAliases<Input extends NamesModels>(
  caller: Caller,
  input: Input,
  findTarget: Pick<FindTarget, 'run'>,
): Promise<Input & { readonly aliased?: Aliased }> {
  const { model, proposer, from, to, models, metric } = input;
  const named = [model, proposer, from, to, ...(models ?? []), ...metricParts(metric).map(({ judge }) => judge)];
  const aliases = new Set(named.filter((ref) => typeof ref === 'string' && aliasNameOf(ref) !== undefined) as string[]);
  if (aliases.size === 0) return input;

  const meant = new Map<string, string>();
  const payers = new Map<string, string>();
  for (const ref of aliases) {
    const { provider, model: found, credentialId } = await findTarget.run(caller, ref);
    meant.set(ref, found.ref);
    if (credentialId === undefined) continue;
    const { id } = provider.definition;
    if ((payers.get(id) ?? credentialId) !== credentialId) {
      throw new ByomError('BAD_USER_INPUT', 'Two aliases name two credentials of one provider: a run takes one.');
    }
    payers.set(id, credentialId);
  }
  const refOf = (ref: string) => meant.get(ref) ?? ref;
  return {
    ...input,
    ...(model && { model: refOf(model) }),
    ...(proposer && { proposer: refOf(proposer) }),
    ...(from && { from: refOf(from) }),
    ...(to && { to: refOf(to) }),
    ...(models && { models: models.map(refOf) }),
    metric: mapMetricParts(metric, (part) => (part.judge ? { ...part, judge: refOf(part.judge) } : part)),
    aliased: { asked: input, payers },
  };
}
