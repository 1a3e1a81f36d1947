import type { ResponseFormat, ToolChoice } from './completion.js';
import type { RequestPart, RuleQuirkBase } from './quirk-base.js';

/** The model is served by another endpoint of its provider, which the adapter speaks too. */
export interface ServedEndpoint extends RuleQuirkBase {
  readonly kind: 'served-endpoint';
  /** As the adapter calls it, for example `responses`. */
  readonly endpoint: string;
}

/** The model is served by another endpoint than this plugin speaks: a request fails with UNSUPPORTED_FEATURE. */
export interface OtherEndpoint extends RuleQuirkBase {
  readonly kind: 'other-endpoint';
  readonly endpoint: string;
}

export const refusableFeatures = ['tools', 'vision', 'streaming', 'parallel-tools', 'prefill'] as const;

/**
 * The model does not do this. A request that needs it fails with UNSUPPORTED_FEATURE before anything is sent; but an
 * answer that is not streamed is told at once when it is there, and parallel calls are asked for one at a time.
 */
export interface UnsupportedFeature extends RuleQuirkBase {
  readonly kind: 'unsupported-feature';
  readonly feature: (typeof refusableFeatures)[number];
}

/**
 * Two things may not be asked for together: `drop` goes. A stream is told at once, a JSON format asked for by an
 * instruction, a choice of tools becomes `auto`; a request whose tools, images or prefill would go fails with
 * UNSUPPORTED_FEATURE.
 */
export interface ExclusiveFeatures extends RuleQuirkBase {
  readonly kind: 'exclusive-features';
  readonly keep: RequestPart;
  readonly drop: RequestPart;
}

export const countedParts = ['tools', 'images', 'images-per-message', 'messages', 'cache-marks'] as const;

/** At most so many: a request with more fails with UNSUPPORTED_FEATURE; of marks for the cache the last are kept. */
export interface LimitedCount extends RuleQuirkBase {
  readonly kind: 'limited-count';
  readonly of: (typeof countedParts)[number];
  readonly most: number;
}

export const measuredParts = ['endUser', 'stop', 'toolDescription', 'speakerName', 'formatName'] as const;

/** At most so many characters: cut off, but for stop sequences, which are left out. */
export interface LimitedLength extends RuleQuirkBase {
  readonly kind: 'limited-length';
  readonly of: (typeof measuredParts)[number];
  readonly most: number;
}

export const omittableFields = [
  'endUser',
  'speakerNames',
  'cacheMarks',
  'toolStrict',
  'formatStrict',
  'toolChoice',
  'parallelToolCalls',
  'providerOptions',
] as const;

/** A part of a request that the provider has no field for, and that is left out. */
export interface UnsupportedField extends RuleQuirkBase {
  readonly kind: 'unsupported-field';
  readonly field: (typeof omittableFields)[number];
}

/** Provider options that are not taken, and left out: those named, or with `except` all but those. */
export interface UnsupportedOptions extends RuleQuirkBase {
  readonly kind: 'unsupported-options';
  readonly options?: readonly string[];
  readonly except?: readonly string[];
  /** Only where an option has one of these values. */
  readonly values?: readonly string[];
}

/** Response formats that are not taken natively: asked for as plain JSON, or by an instruction alone. */
export interface UnsupportedResponseFormat extends RuleQuirkBase {
  readonly kind: 'unsupported-response-format';
  readonly formats: readonly Exclude<ResponseFormat['kind'], 'text'>[];
  readonly instead: 'json' | 'instruction';
}

/** A JSON response format may not be given together with tools: it becomes an instruction. */
export interface ExclusiveResponseFormat extends RuleQuirkBase {
  readonly kind: 'exclusive-response-format';
}

/** Response formats that are taken only where the messages ask for JSON too: an instruction does, where none says so. */
export interface InstructedResponseFormat extends RuleQuirkBase {
  readonly kind: 'instructed-response-format';
  readonly formats: readonly Exclude<ResponseFormat['kind'], 'text'>[];
}

/**
 * Response formats had by a tool: the model must call it, with the answer as its arguments, which then are the text.
 * The caller's own tools stay beside it.
 */
export interface FormatByTool extends RuleQuirkBase {
  readonly kind: 'format-by-tool';
  readonly formats: readonly Exclude<ResponseFormat['kind'], 'text'>[];
}

/** JSON Schemas are taken only in a narrower form, into which they are brought. */
export interface StrictSchema extends RuleQuirkBase {
  readonly kind: 'strict-schema';
  readonly of: 'response-format' | 'tools' | 'both';
  /** Only where `strict` is asked for. */
  readonly onlyStrict?: boolean;
  /** The root must be an object: another schema becomes its field `answer`, which then is the text. */
  readonly objectRoot?: boolean;
  /** The root of a tool's schema must be an object and nothing but: alternatives there become properties of its own. */
  readonly plainRoot?: boolean;
  /** Arrays must say what they hold: one that does not may hold anything. */
  readonly arrayItems?: boolean;
  /** Objects must say `additionalProperties: false`. */
  readonly closed?: boolean;
  /** Every property must be required: an optional one becomes nullable. */
  readonly allRequired?: boolean;
  /** Every object must require a property: of one that requires none, the first is. */
  readonly someRequired?: boolean;
  /** Keywords that are not taken; what they say is put into the description. */
  readonly dropKeywords?: readonly string[];
  /** `$ref` is not taken: definitions are put in its place; one that contains itself becomes any value. */
  readonly inlineRefs?: boolean;
  /** Nothing may stand beside a `$ref`, and is left out. */
  readonly bareRefs?: boolean;
  /** `oneOf` is not taken: it becomes `anyOf`. */
  readonly oneOfAsAnyOf?: boolean;
  /** `allOf` is not taken: its parts are merged. */
  readonly mergedAllOf?: boolean;
  /** `const` is not taken: it becomes an `enum` of one value. */
  readonly constAsEnum?: boolean;
  /** How many items all arrays of a schema may allow together: beyond it their `maxItems` is told in words alone. */
  readonly mostItems?: number;
}

/**
 * Only these tool choices are taken. For a named tool all others are left out; `none` leaves out the tools; what cannot
 * be said otherwise becomes `auto`.
 */
export interface LimitedToolChoice extends RuleQuirkBase {
  readonly kind: 'limited-tool-choice';
  readonly modes: readonly ToolChoice['mode'][];
}

/** Names of tools are taken in a narrower form: rewritten in requests, and back in answers. */
export interface ToolNamePattern extends RuleQuirkBase {
  readonly kind: 'tool-name-pattern';
  readonly first?: 'letter' | 'letter-or-underscore';
  /** False where dashes are refused. */
  readonly dashes?: boolean;
  /** Characters. */
  readonly most?: number;
}

/** Says what else a request may ask for. */
export type FeatureQuirk =
  | ServedEndpoint
  | OtherEndpoint
  | UnsupportedFeature
  | ExclusiveFeatures
  | LimitedCount
  | LimitedLength
  | UnsupportedField
  | UnsupportedOptions
  | UnsupportedResponseFormat
  | ExclusiveResponseFormat
  | InstructedResponseFormat
  | FormatByTool
  | StrictSchema
  | LimitedToolChoice
  | ToolNamePattern;
