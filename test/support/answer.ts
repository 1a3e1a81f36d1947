/** What a server sent: the test that reads it is what says of which shape it is. */
// oxlint-disable-next-line typescript/no-explicit-any
export type Answer = any;
