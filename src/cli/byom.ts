#!/usr/bin/env node
import { describeFailure } from './describe-failure.js';

const [command = '', ...args] = process.argv.slice(2);
const print = (text: string) => process.stdout.write(text.endsWith('\n') ? text : `${text}\n`);

/** Each command loads only what it needs, so that `--help` answers at once. Returns the exit code. */
const commands: Readonly<Record<string, () => Promise<number>>> = {
  start: async () => (await import('./start-command.js')).startCommand(args),
  demo: async () => (await import('./demo/demo-command.js')).demoCommand(args),
  dataset: async () => (await import('./dataset/dataset-command.js')).datasetCommand(args),
  optimize: async () => (await import('./optimize/optimize-command.js')).optimizeCommand(args),
  tenant: async () => (await import('./access/tenant-command.js')).tenantCommand(args),
  token: async () => (await import('./access/token-command.js')).tokenCommand(args),
  budget: async () => (await import('./access/budget-command.js')).budgetCommand(args),
  plugin: async () => (await import('./plugin/plugin-command.js')).pluginCommand(args),
  keys: async () => (await import('./access/keys-command.js')).keysCommand(args),
  schema: async () => {
    print((await import('../server/schema-text.js')).schemaText());
    return 0;
  },
  '--help': async () => {
    print((await import('./help.js')).commandHelp());
    return 0;
  },
  '--version': async () => {
    print((await import('./package-version.js')).packageVersion());
    return 0;
  },
};
const synonyms: Readonly<Record<string, string>> = {
  help: '--help',
  '-h': '--help',
  '-v': '--version',
  version: '--version',
};

const chosen = Object.hasOwn(commands, synonyms[command] ?? command)
  ? commands[synonyms[command] ?? command]
  : undefined;
if (chosen === undefined) {
  process.stderr.write(`${command === '' ? 'Say what to do' : 'There is no such command'}: see \`byom --help\`.\n`);
  process.exitCode = 2;
} else {
  try {
    process.exitCode = await chosen();
  } catch (error) {
    process.stderr.write(`${describeFailure(error)}\n`);
    process.exitCode = 1;
  }
}
