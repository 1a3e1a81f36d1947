import { serverOptionsHelp } from '../server-access.js';

export const tenantHelp = `byom tenant: the customers of a running server, for its operator

  byom tenant list
  byom tenant create NAME          prints the tenant's id and its first token, which is shown this once
  byom tenant delete ID --yes      for good: prompts, datasets, answers, accounts, tokens and keys

Where the server is, and the operator's token (that of the first start):
${serverOptionsHelp}
  --help              this
`;

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

export const keysHelp = `byom keys: the keys that customers' keys are sealed under, for the operator of a running server

  byom keys rotate                 a new version of the key-encryption key; the former is destroyed at the end
  byom keys rotate --data [--tenant ID]
                                   new data keys: every stored key is sealed anew
  byom keys status                 the rotation under way, or the last one

  The server goes on serving. What broke off goes on when it is begun again.

Where the server is, and the operator's token (that of the first start):
${serverOptionsHelp}
  --help              this
`;
