import { pinOf } from '../plugin-loader/pinned-copy.js';
import { PluginCopies } from '../plugin-loader/plugin-copies.js';
import { writePin } from '../plugin-loader/plugin-pin.js';
import { readConfig } from './config.js';
import { findPlugin } from './open-plugin.js';
import { pluginPins } from './plugin-pins.js';

/** What the operator agrees to by putting it into BYOM_PLUGIN_PINS; none of the plugin's code is run. */
export async function pinPlugin(pathOrPackage: string): Promise<string> {
  const finding = await findPlugin(pathOrPackage);
  if (!('entry' in finding)) throw new Error(finding.reason);
  const copies = new PluginCopies();
  try {
    return writePin(await pinOf(finding, copies));
  } finally {
    await copies.dispose();
  }
}

/** Whether a server that is started in this environment would load what the line stands for. */
export const isPinned = (line: string): boolean =>
  pluginPins(readConfig(process.env)).some((pin) => writePin(pin) === line);
