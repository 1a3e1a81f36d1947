import type { NumericParameterName, ParameterName } from './completion.js';
import type { UnsupportedFeature, UnsupportedField } from './feature-quirks.js';

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
  /** It does not do this: a request that needs it is refused from then on, or asked for less. */
  | { readonly kind: 'unsupported-feature'; readonly feature: UnsupportedFeature['feature'] }
  /** It does not take this part of a request. */
  | { readonly kind: 'unsupported-field'; readonly field: UnsupportedField['field'] }
  /** It does not take this response format; the one that was asked for where left out. */
  | { readonly kind: 'unsupported-response-format'; readonly format?: 'json' | 'json-schema' }
  /** It has no system role. */
  | { readonly kind: 'system-prompt-as-user' }
  /** It takes one system message, at the start. */
  | { readonly kind: 'leading-system-prompt' }
  /** Its turns must alternate. */
  | { readonly kind: 'merged-turns' }
  /** It writes at most so many tokens. */
  | { readonly kind: 'max-output-tokens'; readonly tokens: number }
  /** Its window, input and output together, holds so many tokens. */
  | { readonly kind: 'context-window'; readonly tokens: number };
