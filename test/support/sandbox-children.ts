import { readdirSync, readFileSync } from 'node:fs';

/** The sandboxes that a process has under it now; of Linux, where processes can be looked at. */
export function sandboxChildren(parent: number): readonly number[] {
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  return pids.flatMap((pid) => {
    try {
      const isChild = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)!.split(' ')[1] === String(parent);
      return isChild && readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('sandbox/child/main.js')
        ? [Number(pid)]
        : [];
    } catch {
      return [];
    }
  });
}
