import type { NumericParameterName, ParameterName, ReasoningEffort, ResponseFormat, ToolChoice } from './completion.js';

/** Facts about what a provider or a model takes or returns: plain data, declared once, shown to clients as declared. */

/** Limits a quirk to requests with one of these reasoning efforts; `unset` stands for a request that gives none. */
export interface QuirkCondition {
  readonly reasoningEffort: readonly (ReasoningEffort | 'unset')[];
}

interface QuirkBase {
  /** Unique within the plugin, kebab-case; the kind and parameter joined where left out. */
  readonly id?: string;
  /** For a stranger, in a sentence or two; made from the kind where left out. */
  readonly description?: string;
  /** Where it was read: a URL, or a package with its version and file. */
  readonly source?: string;
  /** ISO date on which the source was read. */
  readonly asOf?: string;
}

/** A number is taken only within limits (inclusive): clamped to them, or left out with `outside: 'drop'`. */
export interface LimitedRange extends QuirkBase {
  readonly kind: 'limited-range';
  readonly parameter: NumericParameterName;
  readonly min?: number;
  readonly max?: number;
  readonly outside?: 'clamp' | 'drop';
  readonly when?: QuirkCondition;
}

/** A parameter is not taken, and left out. */
export interface UnsupportedParameter extends QuirkBase {
  readonly kind: 'unsupported-parameter';
  readonly parameter: ParameterName;
  readonly when?: QuirkCondition;
}

/** At most so many stop sequences are taken; the first ones are kept. */
export interface LimitedStopSequences extends QuirkBase {
  readonly kind: 'limited-stop-sequences';
  readonly most: number;
}

/** Only these reasoning efforts are taken; another becomes the nearest of them. */
export interface LimitedValues extends QuirkBase {
  readonly kind: 'limited-values';
  readonly parameter: 'reasoningEffort';
  readonly values: readonly ReasoningEffort[];
}

/** The provider spells a parameter its own way. */
export interface RenamedParameter extends QuirkBase {
  readonly kind: 'renamed-parameter';
  readonly parameter: ParameterName;
  /** The field's name in the provider's body. */
  readonly as: string;
}

/** The provider demands a parameter: the model's maximum is given where the request and `value` say nothing. */
export interface RequiredParameter extends QuirkBase {
  readonly kind: 'required-parameter';
  readonly parameter: 'maxOutputTokens';
  /** Tokens. */
  readonly value?: number;
}

/** Two parameters may not be given together: `drop` goes. */
export interface ExclusiveParameters extends QuirkBase {
  readonly kind: 'exclusive-parameters';
  readonly keep: ParameterName;
  readonly drop: ParameterName;
}

/** System messages are taken only at the start, as one: later ones are moved there and joined. */
export interface LeadingSystemPrompt extends QuirkBase {
  readonly kind: 'leading-system-prompt';
}

/** Turns must alternate: neighbouring messages of one role are merged into one. */
export interface MergedTurns extends QuirkBase {
  readonly kind: 'merged-turns';
}

/** Response formats that are not taken natively: asked for as plain JSON, or by an instruction alone. */
export interface UnsupportedResponseFormat extends QuirkBase {
  readonly kind: 'unsupported-response-format';
  readonly formats: readonly Exclude<ResponseFormat['kind'], 'text'>[];
  readonly instead: 'json' | 'instruction';
}

/** A JSON response format may not be given together with tools: it becomes an instruction. */
export interface ExclusiveResponseFormat extends QuirkBase {
  readonly kind: 'exclusive-response-format';
}

/** Only these tool choices are taken; another becomes `auto`. */
export interface LimitedToolChoice extends QuirkBase {
  readonly kind: 'limited-tool-choice';
  readonly modes: readonly ToolChoice['mode'][];
  readonly when?: QuirkCondition;
}

/** Images are taken as base64 only: a request with an image url fails with UNSUPPORTED_FEATURE. */
export interface InlineImagesOnly extends QuirkBase {
  readonly kind: 'inline-images-only';
}

/** Reasoning is asked for by a number of tokens, which count towards the output limit. */
export interface ReasoningBudget extends QuirkBase {
  readonly kind: 'reasoning-budget';
  /** Tokens; smaller budgets are refused. */
  readonly minimum: number;
  /** Tokens for each effort. */
  readonly budgets: Readonly<Partial<Record<ReasoningEffort, number>>>;
}

/** Hidden reasoning counts towards the output limit, so a small limit can end with no visible text: reported. */
export interface HiddenReasoning extends QuirkBase {
  readonly kind: 'hidden-reasoning';
  /** Tokens; limits below it are reported. */
  readonly below: number;
}

/** The model is served by another endpoint than this plugin speaks: a request fails with UNSUPPORTED_FEATURE. */
export interface OtherEndpoint extends QuirkBase {
  readonly kind: 'other-endpoint';
  readonly endpoint: string;
}

/** A fact of wire grammar (error bodies, stream events, usage fields, headers), handled by the adapter's code. */
export interface WireFormat extends QuirkBase {
  readonly kind: 'wire-format';
  readonly id: string;
  readonly description: string;
  readonly parameter?: string;
}

/** A number, or where a number comes from, kept by the catalogue. */
export interface ModelLimit extends QuirkBase {
  readonly kind: 'model-limit';
  readonly id: string;
  readonly description: string;
  readonly parameter?: string;
}

/** Quirks that a rule of the core handles by changing, refusing or reporting on a request. */
export type RuleQuirk =
  | LimitedRange
  | UnsupportedParameter
  | LimitedStopSequences
  | LimitedValues
  | RenamedParameter
  | RequiredParameter
  | ExclusiveParameters
  | LeadingSystemPrompt
  | MergedTurns
  | UnsupportedResponseFormat
  | ExclusiveResponseFormat
  | LimitedToolChoice
  | InlineImagesOnly
  | ReasoningBudget
  | HiddenReasoning
  | OtherEndpoint;

export type Quirk = RuleQuirk | WireFormat | ModelLimit;
export type QuirkKind = Quirk['kind'];
