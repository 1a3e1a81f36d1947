import type { Found } from './canary-scanner.js';
import type { CanariesResult } from './run-canaries.js';

/** The table of ways and sinks, then each canary that was found. */
export function report({ ways, sinks, found, blind, unreached, looked, keys, seconds }: CanariesResult): string {
  const width = Math.max(...ways.map(({ name }) => name.length)) + 2;
  const rows = ways.map(({ name, sent }) => {
    const cells = sinks.map((sink) => {
      const hits = new Set(found.filter((one) => one.way === name && one.sink === sink).map(({ shape }) => shape));
      return String(hits.size).padStart(sink.length);
    });
    return `${name.padEnd(width)}${String(sent).padStart(4)}  ${cells.join('  ')}`;
  });
  const bytes = sinks.map((sink) => `${sink} ${((looked.get(sink) ?? 0) / 1_048_576).toFixed(1)} MiB`);
  return [
    `${''.padEnd(width)}keys  ${sinks.join('  ')}`,
    ...rows,
    '',
    `Looked through: ${bytes.join(', ')}.`,
    ...blind.map((sink) => `BLIND: what was planted in ${sink} was not found.`),
    ...unreached.map((one) => `NOT TRIED: the key of ${one} did not arrive.`),
    ...leaks(found),
    `${keys} keys in ${ways.length} ways: ${found.length} found outside their sealed form, in ${seconds.toFixed(0)} s.`,
  ].join('\n');
}

/** One line for each way and sink, with one of its places. */
function leaks(found: readonly Found[]): readonly string[] {
  const titleOf = ({ sink, way }: Found) => `FOUND in ${sink}, by ${way}`;
  return [...new Set(found.map(titleOf))].map((title) => {
    const ones = found.filter((one) => titleOf(one) === title);
    const shapes = [...new Set(ones.map(({ shape }) => shape))].join(', ');
    const encodings = [...new Set(ones.map(({ encoding }) => encoding))].join(', ');
    return `${title}: ${shapes} (${encodings}): ${JSON.stringify(ones[0]!.around.slice(0, 250))}`;
  });
}
