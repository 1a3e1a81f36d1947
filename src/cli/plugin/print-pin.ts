import { isPinned, pinPlugin } from '../../server/pin-plugin.js';
import { say } from '../terminal.js';
import { UsageError } from '../usage-error.js';

/** Prints what the operator puts into BYOM_PLUGIN_PINS to have a plugin loaded as it is now. */
export async function printPin(place: string): Promise<number> {
  say(await lineOf(place));
  return 0;
}

/** One line for people: whether the pins of this environment hold for a plugin as it is now. */
export async function pinState(place: string): Promise<string> {
  const line = await lineOf(place);
  return isPinned(line) ? 'It is pinned in BYOM_PLUGIN_PINS.' : `It is not pinned: BYOM_PLUGIN_PINS would hold ${line}`;
}

async function lineOf(place: string): Promise<string> {
  try {
    return await pinPlugin(place);
  } catch (error) {
    throw new UsageError(`It cannot be pinned. ${error instanceof Error ? error.message : ''}`);
  }
}
