/** Marks failures before anything was sent: no look-up, no connection, no TLS, or an address that is forbidden. */
export class ConnectFailure extends Error {
  constructor(override readonly cause: unknown) {
    super('No connection.');
    this.name = 'ConnectFailure';
  }
}
