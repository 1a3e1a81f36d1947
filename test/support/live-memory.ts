import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { memoryOf } from './memory-of.js';

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

/** Bytes that are in use after all garbage is gone. */
function liveBytes(): number {
  collect();
  return memoryOf();
}

/** Growth by less than this is not looked into: to find the garbage in it takes a second where the heap is large. */
const grainBytes = 2 * 1024 * 1024;

/** The most that work had in use above what there was before it, looked at again and again while it goes on. */
export async function mostLiveBytes(work: () => Promise<unknown>, pauseMs = 200): Promise<number> {
  const before = liveBytes();
  let most = 0;
  let timer: NodeJS.Timeout;
  const look = () => {
    if (memoryOf() - before > most + grainBytes) most = Math.max(most, liveBytes() - before);
    // After the look, which takes long itself.
    timer = setTimeout(look, pauseMs);
  };
  timer = setTimeout(look, 10);
  try {
    await work();
    most = Math.max(most, liveBytes() - before);
  } finally {
    clearTimeout(timer);
  }
  return most;
}
