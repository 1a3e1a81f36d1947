import type { FeatureQuirk } from './feature-quirks.js';
import type { MessageQuirk } from './message-quirks.js';
import type { ParameterQuirk } from './parameter-quirks.js';
import type { QuirkBase } from './quirk-base.js';
import type { ServerQuirk } from './server-quirks.js';

/** Facts about what a provider or a model takes or returns: plain data, declared once, shown to clients as declared. */

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
export type RuleQuirk = ParameterQuirk | MessageQuirk | FeatureQuirk | ServerQuirk;

export type Quirk = RuleQuirk | WireFormat | ModelLimit;
export type QuirkKind = Quirk['kind'];
