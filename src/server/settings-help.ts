import { settingsTable } from './config.js';

/** The part of `--help` about the environment, made from the table that checks it. */
export function settingsHelp(): string {
  const width = Math.max(...settingsTable.map(({ name }) => name.length)) + 2;
  const lines = settingsTable.flatMap((setting) => [
    `  ${setting.name.padEnd(width)}${setting.description}`,
    `  ${''.padEnd(width)}Default: ${setting.default}.`,
  ]);
  return ['Settings, from the environment:', '', ...lines].join('\n');
}
