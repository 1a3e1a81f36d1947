const HEADER = 4;

/** JSON with its length before it. */
export function toFrame(value: unknown): Buffer {
  const text = JSON.stringify(value);
  const frame = Buffer.allocUnsafe(HEADER + Buffer.byteLength(text));
  frame.writeUInt32BE(frame.length - HEADER);
  frame.write(text, HEADER);
  return frame;
}

/** Puts frames together from chunks; neither a frame's length nor its text is trusted. */
export class Frames {
  private chunks: Buffer[] = [];
  private held = 0;

  constructor(private readonly mostBytes: number) {}

  /** The frames that are whole now. Fails on one that is too long or no JSON. */
  take(chunk: Buffer): unknown[] {
    this.chunks.push(chunk);
    this.held += chunk.length;
    const whole: unknown[] = [];
    for (;;) {
      if (this.held < HEADER) return whole;
      if (this.chunks[0]!.length < HEADER) this.join();
      const length = this.chunks[0]!.readUInt32BE(0);
      if (length > this.mostBytes) throw new RangeError('A frame is too long.');
      if (this.held < HEADER + length) return whole;
      this.join();
      const all = this.chunks[0]!;
      whole.push(JSON.parse(all.toString('utf8', HEADER, HEADER + length)));
      this.chunks = [all.subarray(HEADER + length)];
      this.held -= HEADER + length;
    }
  }

  private join(): void {
    if (this.chunks.length > 1) this.chunks = [Buffer.concat(this.chunks)];
  }
}
