import { serverOptionsHelp } from '../server-access.js';

export const tokenHelp = `byom token: tokens for the API of a running server

  byom token list                  tokens with scopes, end and last use
  byom token create NAME --scopes SCOPE[,SCOPE] [--expires DATE]
                                   prints the token, which is shown this once
  byom token revoke ID             at once, for good

  --scopes LIST       read, run, credentials, admin: what it may do, and no more than your own token
  --expires DATE      2027-01-31 or 2027-01-31T12:00:00Z (default: never)
  --tenant ID         for the operator: another tenant's tokens

Where the server is:
${serverOptionsHelp}
  --help              this
`;
