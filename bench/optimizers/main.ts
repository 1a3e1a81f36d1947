import { help, readOptions } from './options.js';
import { runBenchmark } from './run-benchmark.js';

const print = (line: string): void => void process.stdout.write(`${line}\n`);

try {
  const options = readOptions(process.argv.slice(2));
  if (options === 'help') print(help);
  else print(await runBenchmark(options, (line) => void process.stderr.write(`${line}\n`)));
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 2;
}
