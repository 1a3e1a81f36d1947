import type { NumericParameterName, ParameterName } from './completion.js';

/** What a provider's refusal teaches of a model, read by the adapter from the refusal and never a word of its text. */
export type Correction =
  /** It does not take the parameter at all. */
  | { readonly kind: 'unsupported-parameter'; readonly parameter: ParameterName }
  /** It takes the parameter by another name alone: `as` is the provider's spelling. */
  | { readonly kind: 'renamed-parameter'; readonly parameter: ParameterName; readonly as: string }
  /** It takes the parameter in this range; equal ends mean one value. */
  | {
      readonly kind: 'limited-range';
      readonly parameter: NumericParameterName;
      readonly min?: number;
      readonly max?: number;
    }
  /** It takes these values of the parameter. */
  | { readonly kind: 'limited-values'; readonly parameter: ParameterName; readonly values: readonly string[] }
  /** It writes at most so many tokens. */
  | { readonly kind: 'max-output-tokens'; readonly tokens: number }
  /** Its window, input and output together, holds so many tokens. */
  | { readonly kind: 'context-window'; readonly tokens: number };
