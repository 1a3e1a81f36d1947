import type { NumericParameterName, ReasoningEffort } from './completion.js';
import { parameterNames } from './completion.js';

export interface QuirkBase {
  /** Unique within the plugin, kebab-case; the kind and what it is about joined where left out. */
  readonly id?: string;
  /** For a stranger, in a sentence or two; made from the kind where left out. */
  readonly description?: string;
  /** Where it was read: a URL, or a package with its version and file. */
  readonly source?: string;
  /** ISO date on which the source was read. */
  readonly asOf?: string;
}

/** What a request may ask for, beside its parameters by their uniform names. */
export const requestParts = [
  'tools',
  /** Tools of which one must be called: choice `required` or `tool`. */
  'forced-tools',
  /** A choice of one tool by its name. */
  'named-tool',
  /** Calls of tools, or their results, among the messages. */
  'tool-history',
  'images',
  'system-prompt',
  /** An assistant's message at the end, for the answer to continue. */
  'prefill',
  /** A JSON response format without a schema. */
  'json',
  'json-schema',
  'stream',
  'endUser',
  ...parameterNames,
] as const;
export type RequestPart = (typeof requestParts)[number];

/** What a JSON Schema may have that few providers take. */
export interface SchemaTraits {
  /** It contains itself. */
  readonly recursive?: true;
  /** An object in it takes fields that it does not name. */
  readonly open?: true;
  /** It has more optional fields than this. */
  readonly optionalAbove?: number;
}

/** Limits a quirk to some requests, as they stand when its rule looks at them; all parts given must hold. */
export interface QuirkCondition {
  /** One of these reasoning efforts; `unset` stands for a request that gives none. */
  readonly reasoningEffort?: readonly (ReasoningEffort | 'unset')[];
  /** At least one of these is asked for. */
  readonly with?: readonly RequestPart[];
  /** None of these is asked for. */
  readonly without?: readonly RequestPart[];
  /** The response format's schema has at least one of these. */
  readonly schema?: SchemaTraits;
  /** Sent to one of these endpoints; `default` stands for the adapter's usual one. */
  readonly endpoint?: readonly string[];
  /** These parameters are given, within these limits (inclusive). */
  readonly within?: Readonly<
    Partial<Record<NumericParameterName, { readonly min?: number | undefined; readonly max?: number | undefined }>>
  >;
}

/** Of a quirk that a rule of the core handles. */
export interface RuleQuirkBase extends QuirkBase {
  readonly when?: QuirkCondition;
}
