import { serverOptionsHelp } from '../server-access.js';

export const pluginHelp = `byom plugin: write, check and load provider plugins

  byom plugin new NAME [--dir DIR] [--odd]   write a plugin with its fixtures and tests into DIR (default: NAME)
  byom plugin check PATH|PACKAGE             hold a plugin to the conformance audits; needs no key and no network
  byom plugin pin PATH|PACKAGE               print what to put into BYOM_PLUGIN_PINS to have a server load it
  byom plugin reload [PROVIDER]              have a running server take up plugins again, all or one provider's

new:
  --odd               for a provider that speaks no known dialect: its own signature, stream and words
  NAME                of the provider: lower case letters, digits and dashes

check reads the plugin's fixtures/conformance.js, and prints each audit, its result and the reason.
  --failed            only what failed or was skipped
  --json              one line of JSON for each audit
It says at the end whether BYOM_PLUGIN_PINS of this environment holds for the plugin as it is now.
It ends with 0 where every audit passes or is skipped with a reason, else with 1.

reload needs a token with the scope OPERATOR, as that of the server's first start is:
${serverOptionsHelp}
  --help              this
`;
