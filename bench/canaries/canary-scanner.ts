import { readdirSync, readFileSync, lstatSync } from 'node:fs';
import path from 'node:path';
import type { Canary } from './canary-shapes.js';
import { needlesOf } from './needles.js';

export interface Found {
  readonly sink: string;
  /** The way that the canary was sent. */
  readonly way: string;
  readonly shape: string;
  readonly encoding: string;
  /** What stands around it, for whoever looks for the leak. */
  readonly around: string;
}

interface Target {
  readonly way: string;
  readonly shape: string;
  readonly encoding: string;
  readonly bytes: Buffer;
}

const threeBytes = (bytes: Uint8Array, at: number) => bytes[at]! | (bytes[at + 1]! << 8) | (bytes[at + 2]! << 16);

/** Looks for every canary in every form at once: one pass over the bytes, however many there are. */
export class CanaryScanner {
  readonly found: Found[] = [];
  /** Bytes looked through, by sink. */
  readonly looked = new Map<string, number>();
  readonly #starts = new Uint8Array(1 << 21);
  readonly #targets = new Map<number, Target[]>();
  readonly #seen = new Set<string>();

  watch(way: string, { shape, secrets }: Pick<Canary, 'shape' | 'secrets'>): void {
    for (const { encoding, bytes } of secrets.flatMap(needlesOf)) {
      const start = threeBytes(bytes, 0);
      this.#starts[start >> 3]! |= 1 << (start & 7);
      const same = this.#targets.get(start) ?? [];
      same.push({ way, shape, encoding, bytes });
      this.#targets.set(start, same);
    }
  }

  scan(sink: string, data: Buffer | string, place = ''): void {
    const bytes = typeof data === 'string' ? Buffer.from(data) : data;
    this.looked.set(sink, (this.looked.get(sink) ?? 0) + bytes.length);
    const starts = this.#starts;
    for (let at = 0, last = bytes.length - 8; at <= last; at++) {
      const start = threeBytes(bytes, at);
      if ((starts[start >> 3]! & (1 << (start & 7))) === 0) continue;
      for (const target of this.#targets.get(start) ?? []) {
        const end = at + target.bytes.length;
        if (end <= bytes.length && bytes.compare(target.bytes, 0, target.bytes.length, at, end) === 0) {
          this.#tell(sink, target, `${place} ${bytes.subarray(Math.max(0, at - 60), end + 40).toString('latin1')}`);
        }
      }
    }
  }

  /** Every file below a folder, links not followed. */
  scanFolder(sinkOf: (file: string) => string, folder: string): void {
    for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
      const file = path.join(folder, name);
      const sink = sinkOf(name);
      this.scan(sink, name);
      try {
        if (lstatSync(file).isFile()) this.scan(sink, readFileSync(file), file);
      } catch {
        // It was temporary.
      }
    }
  }

  #tell(sink: string, { way, shape, encoding }: Target, around: string): void {
    const id = [sink, way, shape, encoding].join('\0');
    if (this.#seen.has(id)) return;
    this.#seen.add(id);
    this.found.push({ sink, way, shape, encoding, around });
  }
}
