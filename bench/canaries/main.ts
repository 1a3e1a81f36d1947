import { parseArgs } from 'node:util';
import { shapes } from './canary-shapes.js';
import { runCanaries } from './run-canaries.js';
import { report } from './report.js';

const print = (text: string) => void process.stdout.write(`${text}\n`);
const { values } = parseArgs({
  options: { shapes: { type: 'string' }, ways: { type: 'string' }, help: { type: 'boolean' } },
});
if (values.help) {
  print(
    'npm run canaries [-- --shapes N] [--ways WORD]\nSends made-up keys of every shape through every way into a server, and looks for them in all that it says and writes.',
  );
} else {
  const result = await runCanaries({
    shapes: shapes.slice(0, Number(values.shapes ?? shapes.length)),
    onlyWays: values.ways,
    say: print,
  });
  print(report(result));
  process.exitCode = result.found.length + result.blind.length + result.unreached.length > 0 ? 1 : 0;
}
