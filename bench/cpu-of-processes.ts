import { readdirSync, readFileSync } from 'node:fs';

const tickMs = 10;

function status(pid: number): { parent: number; cpuMs: number } | undefined {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
    return { parent: Number(fields[1]), cpuMs: (Number(fields[11]) + Number(fields[12])) * tickMs };
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
