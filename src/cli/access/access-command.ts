import { GraphQLClient } from 'graphql-request';
import { parseArgs } from 'node:util';
import { apiFailure } from '../api-failure.js';
import { serverAccess, serverOptions } from '../server-access.js';
import { say } from '../terminal.js';
import { UsageError } from '../usage-error.js';

const options = {
  ...serverOptions,
  tenant: { type: 'string' },
  scopes: { type: 'string' },
  expires: { type: 'string' },
  yes: { type: 'boolean' },
  data: { type: 'boolean' },
  window: { type: 'string' },
  usd: { type: 'string' },
  calls: { type: 'string' },
  tokens: { type: 'string' },
  credential: { type: 'string' },
  'allow-unpriced': { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
} as const;

export type AccessValues = ReturnType<typeof readArguments>['values'];
export type AccessAction = (client: GraphQLClient, operand: string | undefined, values: AccessValues) => Promise<void>;

/** `byom NAME ACTION [OPERAND]`: talks to a running server over its API. Gives the exit code. */
export async function accessCommand(
  name: string,
  help: string,
  actions: Readonly<Record<string, AccessAction>>,
  args: readonly string[],
): Promise<number> {
  const { values, positionals } = readArguments(name, args);
  const [chosen = '', operand, ...others] = positionals;
  if (values.help || chosen === 'help') {
    say(help);
    return 0;
  }
  const action = Object.hasOwn(actions, chosen) ? actions[chosen] : undefined;
  if (action === undefined || others.length > 0) throw new UsageError(`Say what to do: see \`byom ${name} --help\`.`);
  const { url, token } = serverAccess(values);
  try {
    await action(new GraphQLClient(url, { headers: { authorization: `Bearer ${token}` } }), operand, values);
  } catch (error) {
    throw apiFailure(error);
  }
  return 0;
}

function readArguments(name: string, args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], allowPositionals: true, options });
  } catch {
    // Without the argument itself: somebody may have put a token there.
    throw new UsageError(`An argument is not known or lacks its value: see \`byom ${name} --help\`.`);
  }
}

/** The operand that an action cannot do without. */
export function given(operand: string | undefined, what: string): string {
  if (operand === undefined) throw new UsageError(`Give ${what}.`);
  return operand;
}
