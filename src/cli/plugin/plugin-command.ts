import { parseArgs } from 'node:util';
import { serverAccess, serverOptions } from '../server-access.js';
import { say } from '../terminal.js';
import { UsageError } from '../usage-error.js';
import { pluginHelp } from './plugin-help.js';

type Values = ReturnType<typeof readArguments>['values'];
type Action = (operand: string | undefined, values: Values) => Promise<number>;

const actions: Readonly<Record<string, Action>> = {
  check: async (place, { failed, json }) => {
    if (place === undefined) throw new UsageError('Name the folder or the package: byom plugin check PATH|PACKAGE.');
    return (await import('./check-plugin.js')).checkPlugin(place, { failedOnly: failed === true, json: json === true });
  },
  pin: async (place) => {
    if (place === undefined) throw new UsageError('Name the folder or the package: byom plugin pin PATH|PACKAGE.');
    return (await import('./print-pin.js')).printPin(place);
  },
  new: async (name, { dir, odd }) => {
    if (name === undefined) throw new UsageError('Name the provider: byom plugin new NAME.');
    return (await import('./new-plugin.js')).newPlugin(name, { directory: dir ?? name, odd: odd === true });
  },
  reload: async (provider, values) =>
    (await import('./reload-plugins.js')).reloadPlugins(serverAccess(values), provider),
};

/** `byom plugin ACTION`. Returns the exit code. */
export async function pluginCommand(args: readonly string[]): Promise<number> {
  const { values, positionals } = readArguments(args);
  const [name = '', operand, ...others] = positionals;
  if (values.help || name === 'help') {
    say(pluginHelp);
    return 0;
  }
  const action = Object.hasOwn(actions, name) ? actions[name] : undefined;
  if (action === undefined || others.length > 0) {
    throw new UsageError('Say what to do: see `byom plugin --help`.');
  }
  return action(operand, values);
}

function readArguments(args: readonly string[]) {
  try {
    const options = {
      ...serverOptions,
      dir: { type: 'string' },
      odd: { type: 'boolean' },
      failed: { type: 'boolean' },
      json: { type: 'boolean' },
      help: { type: 'boolean', short: 'h' },
    } as const;
    return parseArgs({ args: [...args], allowPositionals: true, options });
  } catch {
    // Without the argument itself: somebody may have put a token there.
    throw new UsageError('An argument is not known or lacks its value: see `byom plugin --help`.');
  }
}
