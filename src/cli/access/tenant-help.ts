import { serverOptionsHelp } from '../server-access.js';

export const tenantHelp = `byom tenant: the customers of a running server, for its operator

  byom tenant list
  byom tenant create NAME          prints the tenant's id and its first token, which is shown this once
  byom tenant delete ID --yes      for good: prompts, datasets, answers, accounts, tokens and keys

Where the server is, and the operator's token (that of the first start):
${serverOptionsHelp}
  --help              this
`;
