export interface AdaptationPolicy {
  /** `reject` fails where an adaptation would lose something. */
  readonly onUnsupported: 'adapt' | 'reject';
  readonly onOverflow: 'reject' | 'drop-oldest';
  /** Tells that a request does not fit instead of failing, and counts tokens as well as it can. */
  readonly preview?: boolean;
}
