import { serverOptionsHelp } from '../server-access.js';

export const budgetHelp = `byom budget: what may be spent, on a running server

  byom budget list                 budgets and ceilings, with what is spent, under way and left
  byom budget set --window WINDOW LIMITS [--credential ID]
                                   a budget of your own tenant, or of one stored credential
  byom budget remove ID

  byom budget list --tenant ID     for the operator: another tenant's
  byom budget set --tenant ID --window WINDOW LIMITS
                                   for the operator: a ceiling, which the tenant sees and cannot change
  byom budget remove ID --tenant ID

  --window WINDOW     day, month (both UTC) or once
  --usd N             at most so many dollars
  --calls N           at most so many calls
  --tokens N          at most so many tokens, of requests and answers together
  --allow-unpriced    let calls of unknown price pass beside --usd

Where the server is:
${serverOptionsHelp}
  --help              this
`;
