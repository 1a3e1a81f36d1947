import type { NumericParameterName, ParameterName, ReasoningEffort } from './completion.js';
import type { RuleQuirkBase } from './quirk-base.js';

/** A number is taken only within limits (inclusive): clamped to them, or left out with `outside: 'drop'`. */
export interface LimitedRange extends RuleQuirkBase {
  readonly kind: 'limited-range';
  readonly parameter: NumericParameterName;
  readonly min?: number;
  readonly max?: number;
  readonly outside?: 'clamp' | 'drop';
}

/** Only these numbers are taken: another becomes the nearest of them, or is left out with `outside: 'drop'`. */
export interface AllowedValues extends RuleQuirkBase {
  readonly kind: 'allowed-values';
  readonly parameter: NumericParameterName;
  readonly values: readonly number[];
  readonly outside?: 'nearest' | 'drop';
}

/** A parameter is not taken, and left out. */
export interface UnsupportedParameter extends RuleQuirkBase {
  readonly kind: 'unsupported-parameter';
  readonly parameter: ParameterName;
}

/** At most so many stop sequences are taken; the first ones are kept. */
export interface LimitedStopSequences extends RuleQuirkBase {
  readonly kind: 'limited-stop-sequences';
  readonly most: number;
  /** False where those of white space alone are refused: they are left out. */
  readonly blank?: false;
}

/** Only these reasoning efforts are taken; another becomes what `mapped` says of it, or else the nearest of them. */
export interface LimitedValues extends RuleQuirkBase {
  readonly kind: 'limited-values';
  readonly parameter: 'reasoningEffort';
  readonly values: readonly ReasoningEffort[];
  /** What the provider itself takes another effort for. */
  readonly mapped?: Readonly<Partial<Record<ReasoningEffort, ReasoningEffort>>>;
}

/** The provider spells a parameter its own way. */
export interface RenamedParameter extends RuleQuirkBase {
  readonly kind: 'renamed-parameter';
  readonly parameter: ParameterName;
  /** The field's name in the provider's body. */
  readonly as: string;
}

/** The provider demands a parameter: the model's maximum is given where the request and `value` say nothing. */
export interface RequiredParameter extends RuleQuirkBase {
  readonly kind: 'required-parameter';
  readonly parameter: 'maxOutputTokens';
  /** Tokens. */
  readonly value?: number;
}

/** A parameter that must be given, or whose default on this provider surprises: inserted where left out. */
export interface DefaultParameter extends RuleQuirkBase {
  readonly kind: 'default-parameter';
  readonly parameter: ParameterName;
  /** Of the parameter's own type. */
  readonly value: number | ReasoningEffort | readonly string[];
}

/** Two parameters may not be given together: `drop` goes. */
export interface ExclusiveParameters extends RuleQuirkBase {
  readonly kind: 'exclusive-parameters';
  readonly keep: ParameterName;
  readonly drop: ParameterName;
}

/** Reasoning is asked for by a number of tokens, which count towards the output limit. */
export interface ReasoningBudget extends RuleQuirkBase {
  readonly kind: 'reasoning-budget';
  /** Tokens; smaller budgets are refused. */
  readonly minimum: number;
  /** Tokens for each effort. */
  readonly budgets: Readonly<Partial<Record<ReasoningEffort, number>>>;
}

/** Hidden reasoning counts towards the output limit, so a small limit can end with no visible text: reported. */
export interface HiddenReasoning extends RuleQuirkBase {
  readonly kind: 'hidden-reasoning';
  /** Tokens; limits below it are reported. */
  readonly below: number;
}

/** The provider counts input its own way, higher by up to this share, when it holds input and output to the window. */
export interface CountingMargin extends RuleQuirkBase {
  readonly kind: 'counting-margin';
  /** 0.1 for a tenth. */
  readonly share: number;
}

/** Says what a parameter may be. */
export type ParameterQuirk =
  | LimitedRange
  | AllowedValues
  | UnsupportedParameter
  | LimitedStopSequences
  | LimitedValues
  | RenamedParameter
  | RequiredParameter
  | DefaultParameter
  | ExclusiveParameters
  | CountingMargin
  | ReasoningBudget
  | HiddenReasoning;
