import { settingsHelp } from '../server/settings-help.js';

/** All of `byom --help`. */
export function commandHelp(): string {
  return `byom: makes prompts better on the models that its users already pay for

  byom start       start the server
  byom demo        watch a prompt get better, offline and without a key (see byom demo --help)
  byom dataset     import examples from JSONL and CSV files (see byom dataset --help)
  byom optimize    a better prompt for your own data, on a running server (see byom optimize --help)
  byom tenant      the customers of a running server (see byom tenant --help)
  byom token       tokens for its API (see byom token --help)
  byom budget      what may be spent, and what is (see byom budget --help)
  byom plugin      write, check and reload provider plugins (see byom plugin --help)
  byom keys        replace the keys of the vault (see byom keys --help)
  byom schema      print the GraphQL schema
  byom --version   print the version
  byom --help      print this

${settingsHelp()}
`;
}
