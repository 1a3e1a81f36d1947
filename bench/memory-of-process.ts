import { readdirSync, readFileSync } from 'node:fs';

function field(pid: number | string, name: string): number | undefined {
  try {
    const found = new RegExp(`^${name}:\\s+(\\d+)`, 'm').exec(readFileSync(`/proc/${pid}/status`, 'utf8'));
    return found ? Number(found[1]) : undefined;
  } catch {
    return undefined;
  }
}

/** MiB of memory that the process had in use at its peak (Linux). */
export function peakMemoryOfProcess(pid: number): number {
  return (field(pid, 'VmHWM') ?? Number.NaN) / 1024;
}

/** MiB that the children of a process have in use now, what they share counted once for each. */
export function memoryOfChildren(pid: number): number {
  const children = readdirSync('/proc').filter((name) => /^\d+$/.test(name) && field(name, 'PPid') === pid);
  return children.reduce((sum, child) => sum + (field(child, 'VmRSS') ?? 0), 0) / 1024;
}
