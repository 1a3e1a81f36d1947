/** One promise of a port, to be run on every implementation of it. */
export interface Audit<Subject> {
  readonly name: string;
  readonly run: (this: void, subject: Subject) => Promise<void>;
}
