/** A control that is taken away, and the test that has to notice. */
export interface SeededFault {
  /** In kebab-case, unique. */
  readonly id: string;
  /** What holds no longer. */
  readonly removes: string;
  /** Several where a control stands behind another, which would hide its absence. */
  readonly edits: readonly Edit[];
  readonly noticedBy: { readonly file: string; /** A part of its name. */ readonly test: string };
}

export interface Edit {
  readonly file: string;
  /** Stands in the file exactly once. */
  readonly find: string;
  readonly replace: string;
}
