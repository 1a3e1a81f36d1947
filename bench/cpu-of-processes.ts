import { readdirSync, readFileSync } from 'node:fs';

const tickMs = 10;

function status(pid: number): { parent: number; cpuMs: number } | undefined {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
    // Its own user and system time, and that of its children which ended: a pool closes connections at any time.
    const ticks = fields.slice(11, 15).reduce((sum, field) => sum + Number(field), 0);
    return { parent: Number(fields[1]), cpuMs: ticks * tickMs };
  } catch {
    return undefined;
  }
}

/** CPU milliseconds so far of these processes and of all that they started (Linux; ticks of 10 ms). */
export function cpuOfProcesses(roots: readonly number[]): number {
  const all = new Map<number, { parent: number; cpuMs: number }>();
  for (const name of readdirSync('/proc')) {
    const found = /^\d+$/.test(name) ? status(Number(name)) : undefined;
    if (found) all.set(Number(name), found);
  }
  const wanted = new Set(roots);
  for (let before = -1; before !== wanted.size;) {
    before = wanted.size;
    for (const [pid, { parent }] of all) if (wanted.has(parent)) wanted.add(pid);
  }
  return [...wanted].reduce((sum, pid) => sum + (all.get(pid)?.cpuMs ?? 0), 0);
}
