import type { Role } from './completion.js';
import type { RuleQuirkBase } from './quirk-base.js';

/** System messages are taken only at the start, as one: later ones are moved there and joined. */
export interface LeadingSystemPrompt extends RuleQuirkBase {
  readonly kind: 'leading-system-prompt';
}

/** There is no system role: what system messages say is moved to the front of the first user message. */
export interface SystemPromptAsUser extends RuleQuirkBase {
  readonly kind: 'system-prompt-as-user';
}

/** Turns must alternate: neighbouring messages of one role are merged into one. */
export interface MergedTurns extends RuleQuirkBase {
  readonly kind: 'merged-turns';
}

/** The conversation must begin with the user: where it does not, a short user message is put before it. */
export interface FirstTurn extends RuleQuirkBase {
  readonly kind: 'first-turn';
  readonly role: 'user';
  /** What it says; `Hello.` where left out. */
  readonly text?: string;
}

/**
 * The conversation may end with these roles only (an assistant's last message would be a prefill). Otherwise the last
 * message is dropped, or with `outside: 'continue'` a short user message is put after it.
 */
export interface LastTurn extends RuleQuirkBase {
  readonly kind: 'last-turn';
  readonly roles: readonly Role[];
  readonly outside?: 'drop' | 'continue';
  /** What the message put after it says; `Continue.` where left out. */
  readonly text?: string;
}

/** A message of one role may not directly follow one of another: a short one of the assistant is put between them. */
export interface BridgedTurns extends RuleQuirkBase {
  readonly kind: 'bridged-turns';
  readonly after: Role;
  readonly before: Role;
  /** What it says; `OK.` where left out. */
  readonly text?: string;
}

/** Messages without any content are refused: they are left out, or given a text. */
export interface FilledMessages extends RuleQuirkBase {
  readonly kind: 'filled-messages';
  /** Of these roles; of all but `tool` where left out. */
  readonly roles?: readonly Role[];
  /** Given to an empty message instead of leaving it out; always so for results of tools. */
  readonly text?: string;
}

/** Results must directly follow the message that made the calls: they are moved there, and missing ones put in. */
export interface AnsweredToolCalls extends RuleQuirkBase {
  readonly kind: 'answered-tool-calls';
  /** True where those of a last message need results too. */
  readonly last?: true;
}

/** Messages that tell of tool calls are taken only with tools: those called are declared by name alone. */
export interface DeclaredTools extends RuleQuirkBase {
  readonly kind: 'declared-tools';
}

/** Images are taken as base64 only: a request with an image url fails with UNSUPPORTED_FEATURE. */
export interface InlineImagesOnly extends RuleQuirkBase {
  readonly kind: 'inline-images-only';
}

/** Images of these media types only: a request with another one fails with UNSUPPORTED_FEATURE. */
export interface LimitedImageTypes extends RuleQuirkBase {
  readonly kind: 'limited-image-types';
  readonly types: readonly string[];
}

/** Images stand in messages of these roles only: those of others are moved to a user message right after. */
export interface LimitedImageRoles extends RuleQuirkBase {
  readonly kind: 'limited-image-roles';
  readonly roles: readonly Role[];
}

/** Says what messages may be. */
export type MessageQuirk =
  | LeadingSystemPrompt
  | SystemPromptAsUser
  | MergedTurns
  | FirstTurn
  | LastTurn
  | BridgedTurns
  | FilledMessages
  | AnsweredToolCalls
  | DeclaredTools
  | InlineImagesOnly
  | LimitedImageTypes
  | LimitedImageRoles;
