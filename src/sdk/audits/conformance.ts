import type { ProbeCase } from './probe-case.js';
import type { ProviderReplies } from './provider-replies.js';
import type { QuirkCase } from './quirk-case.js';
import type { RateLimitCase } from './rate-limit-case.js';

/** All that the audits of a plugin need to know of its provider; kept in the plugin's `fixtures/conformance.ts`. */
export interface Conformance {
  readonly replies: ProviderReplies;
  /** At least one for each declared quirk. */
  readonly quirks: readonly QuirkCase[];
  /** What running servers say of models; needed where the adapter has a `probe`. */
  readonly probe?: readonly ProbeCase[];
  /** What answers tell of rate limits; needed where the definition declares their headers. */
  readonly rateLimits?: readonly RateLimitCase[];
  /** Audits that cannot hold for this provider. */
  readonly skip?: readonly { readonly audit: string; readonly reason: string }[];
  /** Asked in the scenarios wherever it has the feature; else, and where left out, the first listed one that has. */
  readonly model?: string;
  /** The credential's fields that are not secret, where the provider needs some. */
  readonly fields?: Readonly<Record<string, string>>;
}
