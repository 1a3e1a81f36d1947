import { readdirSync, readFileSync } from 'node:fs';
import type { CanaryScanner } from './canary-scanner.js';
import type { CanaryServer } from './canary-server.js';

/** What any program of the same user reads of the server and of every process that came of it. */
export function lookAtProcesses({ child }: CanaryServer, scanner: CanaryScanner): void {
  for (const pid of withDescendants(child.pid!)) {
    for (const file of ['cmdline', 'environ', 'comm', 'status', 'stat', 'maps', 'limits', 'mountinfo']) {
      try {
        scanner.scan('processes', readFileSync(`/proc/${pid}/${file}`), `${pid} ${file}`);
      } catch {
        // It has ended, or is another user's.
      }
    }
  }
}

function withDescendants(root: number): ReadonlySet<number> {
  const found = new Set([root]);
  const parents = new Map<number, number>();
  for (const name of readdirSync('/proc').filter((each) => /^\d+$/.test(each))) {
    try {
      const parent = /\) \S (\d+)/.exec(readFileSync(`/proc/${name}/stat`, 'utf8'))?.[1];
      parents.set(Number(name), Number(parent));
    } catch {
      // It has ended.
    }
  }
  for (let before = 0; before !== found.size;) {
    before = found.size;
    for (const [pid, parent] of parents) if (found.has(parent)) found.add(pid);
  }
  return found;
}
