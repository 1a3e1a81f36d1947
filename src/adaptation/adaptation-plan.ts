import type { IdentifiedQuirk, QuirkCondition, ResolvedModel, RuleQuirk } from '../sdk/index.js';
import type { Rule } from './rule.js';
import { rulesByKind } from './rules-by-kind.js';

export interface PlannedRule {
  readonly quirk: IdentifiedQuirk;
  readonly rule: Rule<IdentifiedQuirk>;
  readonly when: QuirkCondition | undefined;
}

export interface AdaptationPlan {
  /** Change what is asked for; a change can make another one necessary, so they run until nothing changes. */
  readonly changing: readonly PlannedRule[];
  /** Spell and tell; they run once, on what will be sent. */
  readonly finishing: readonly PlannedRule[];
}

const plans = new WeakMap<ResolvedModel, AdaptationPlan>();
const table = Object.keys(rulesByKind) as readonly RuleQuirk['kind'][];
const firstOnEffort = table.indexOf('unsupported-parameter');
/** A limit without room for reasoning ends it before anything is dropped for its sake. */
const order = [...table.slice(0, firstOnEffort), 'reasoning-budget' as const, ...table.slice(firstOnEffort)];
const finishingKinds: readonly string[] = [
  'renamed-parameter',
  'hidden-reasoning',
  'unchecked-model',
] satisfies RuleQuirk['kind'][];

/** A model's rules in the table's order, reasoning effort first of the parameters left out; made once for each model. */
export function adaptationPlan(model: ResolvedModel): AdaptationPlan {
  let plan = plans.get(model);
  if (plan === undefined) {
    const rules = order.flatMap((kind) =>
      model.quirks
        .filter((quirk) => quirk.kind === kind)
        .toSorted((a, b) => Number(isAboutEffort(b)) - Number(isAboutEffort(a)))
        .map((quirk): PlannedRule => ({
          quirk,
          rule: rulesByKind[kind] as Rule<never> as Rule<IdentifiedQuirk>,
          when: 'when' in quirk ? quirk.when : undefined,
        })),
    );
    plan = {
      changing: rules.filter(({ quirk }) => !finishingKinds.includes(quirk.kind)),
      finishing: rules.filter(({ quirk }) => finishingKinds.includes(quirk.kind)),
    };
    plans.set(model, plan);
  }
  return plan;
}

const isAboutEffort = (quirk: IdentifiedQuirk) => 'parameter' in quirk && quirk.parameter === 'reasoningEffort';
