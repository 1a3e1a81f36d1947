/** Parts of the search, each of which can be turned off to see what it brings. */
export interface Switches {
  /** The proposer is shown what went wrong; off: any examples, with their expected answers. */
  readonly failures: boolean;
  /** Children are dropped and believed early; off: each is scored on the whole race set. */
  readonly racing: boolean;
  /** Examples are tried as demonstrations. */
  readonly demonstrations: boolean;
  /** Instructions are also written from others that are best on some examples; off: from the leader alone. */
  readonly diversity: boolean;
  /** The proposer answers with edits; off: with whole instructions. */
  readonly edits: boolean;
  /** What several proposals for one parent add is also tried together. */
  readonly union: boolean;
  /** Good instructions and good demonstrations that have not met are tried together. */
  readonly combining: boolean;
  /** What is left goes into a better choice among the leading candidates. */
  readonly evidence: boolean;
}

export const allSwitches: Switches = {
  failures: true,
  racing: true,
  demonstrations: true,
  diversity: true,
  edits: true,
  union: true,
  combining: true,
  evidence: true,
};
