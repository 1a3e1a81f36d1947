import { parseArgs } from 'node:util';
import { shapes } from './canary-shapes.js';
import { runCanaries } from './run-canaries.js';
import { report } from './report.js';

const { values } = parseArgs({
  options: { shapes: { type: 'string' }, ways: { type: 'string' }, help: { type: 'boolean' } },
});
if (values.help) {
  console.log(
    'npm run canaries [-- --shapes N] [--ways WORD]\nSends made-up keys of every shape through every way into a server, and looks for them in all that it says and writes.',
  );
} else {
  const result = await runCanaries({
    shapes: shapes.slice(0, Number(values.shapes ?? shapes.length)),
    onlyWays: values.ways,
    say: (line) => console.log(line),
  });
  console.log(report(result));
  process.exitCode = result.found.length > 0 || result.blind.length > 0 ? 1 : 0;
}
