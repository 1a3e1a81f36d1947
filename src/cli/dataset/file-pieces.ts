import { createReadStream } from 'node:fs';
import { UsageError } from '../usage-error.js';
import { RowCutter, type CutOptions, type FilePiece } from './row-cutter.js';

/** The pieces of a file in UTF-8, one at a time, however large it is. */
export async function* filePieces(
  file: string,
  options: CutOptions,
): AsyncGenerator<FilePiece & { readonly bytesRead: number }> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  const cutter = new RowCutter(options);
  let bytesRead = 0;
  const text = (bytes?: Buffer) => {
    try {
      return decoder.decode(bytes, { stream: bytes !== undefined });
    } catch {
      throw new UsageError(`The file is not UTF-8 somewhere in its first ${bytesRead} bytes: convert it first.`);
    }
  };
  for await (const bytes of createReadStream(file, { highWaterMark: 2 ** 18 }) as AsyncIterable<Buffer>) {
    bytesRead += bytes.length;
    for (const piece of cutter.add(text(bytes))) yield { ...piece, bytesRead };
  }
  for (const piece of [...cutter.add(text()), ...cutter.end()]) yield { ...piece, bytesRead };
}
