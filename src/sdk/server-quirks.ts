import type { RuleQuirkBase } from './quirk-base.js';

/**
 * A request may raise the server's window, up to what the server says that the model was trained for: it does where it
 * would not fit otherwise, or where the caller asks for a window by the provider option named here.
 */
export interface ExtendableWindow extends RuleQuirkBase {
  readonly kind: 'extendable-window';
  readonly option: string;
  /**
   * Tokens that every such server gives unasked. A request that needs more asks for the window of now, too: the server may
   * have been asked for it by another request, and would take it back. All of the window of now where left out.
   */
  readonly certain?: number;
}

/** The server answers to names that it does not have, with whatever model it runs: reported where it says so itself. */
export interface UncheckedModel extends RuleQuirkBase {
  readonly kind: 'unchecked-model';
}

/** Of servers that people run themselves, whose settings are asked for there. */
export type ServerQuirk = ExtendableWindow | UncheckedModel;
