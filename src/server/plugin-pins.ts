import { readFileSync } from 'node:fs';
import { readPin, type PluginPin } from '../plugin-loader/plugin-pin.js';
import type { ServerConfig } from './config.js';

/** Every pin as it is now; throws where the file cannot be read or holds something else. */
export function pluginPins({
  pluginPins: given,
  pluginPinsFile: file,
}: Pick<ServerConfig, 'pluginPins' | 'pluginPinsFile'>): readonly PluginPin[] {
  return file === undefined ? given : [...given, ...pinsIn(file)];
}

function pinsIn(file: string): readonly PluginPin[] {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch {
    throw new Error('The file that BYOM_PLUGIN_PINS_FILE names cannot be read.');
  }
  const lines = text.split('\n').map((line) => line.trim());
  return lines.flatMap((line, at) => {
    if (line === '' || line.startsWith('#')) return [];
    const pin = readPin(line);
    if (pin === undefined) {
      throw new Error(
        `Line ${at + 1} of the file that BYOM_PLUGIN_PINS_FILE names is none that \`byom plugin pin\` prints.`,
      );
    }
    return [pin];
  });
}
