import { Frames, toFrame } from '../frames.js';
import { sandboxLimits } from '../sandbox-limits.js';
import type { Question } from '../verdict.js';
import { Evaluator } from './evaluator.js';

/**
 * The whole of the child: questions come in by standard input, verdicts go out by standard output, and it ends with
 * its parent, whose end closes the pipe.
 */
process.env['TZ'] = 'UTC';
const evaluator = await Evaluator.load();
const frames = new Frames(sandboxLimits.questionBytes);
process.stdin.on('end', () => process.exit(0));
process.stdin.on('error', () => process.exit(1));
process.stdout.on('error', () => process.exit(1));
process.stdin.on('data', (chunk: Buffer) => {
  for (const question of frames.take(chunk)) {
    const verdict = evaluator.answer(question as Question);
    process.stdout.write(toFrame(verdict), () => {
      if ('last' in verdict && verdict.last) process.exit(0);
    });
  }
});
process.stdout.write(toFrame({ n: 0 }));
