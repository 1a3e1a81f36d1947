import { Scope, type QuickJSContext, type QuickJSHandle } from 'quickjs-emscripten-core';
import type { Fault as FaultKind, Verdict } from '../verdict.js';

/** Errors of the language; any other name is the customer's own text. */
const kinds = new Set([
  'Error',
  'EvalError',
  'RangeError',
  'ReferenceError',
  'SyntaxError',
  'TypeError',
  'URIError',
  'InternalError',
  'AggregateError',
]);

/** Why there is no score, in words that hold nothing of the code's. */
export class Fault extends Error {
  constructor(
    readonly fault: FaultKind,
    readonly kind?: string,
    readonly place?: { readonly line: number; readonly column: number },
  ) {
    super(fault);
  }

  /** What the child tells; after some of them it is not used again. */
  get told(): Omit<Extract<Verdict, { fault: FaultKind }>, 'n'> {
    const { fault, kind, place } = this;
    return { fault, kind, ...place, last: fault === 'timeout' || fault === 'memory' };
  }

  /** Of an error that came out of the code. */
  static of(context: QuickJSContext, error: QuickJSHandle, late: () => boolean, compiling: boolean): Fault {
    const [name = '', message, stack = ''] = described(context, error) ?? ['InternalError', 'out of memory'];
    if (late()) return new Fault('timeout');
    if (name === 'InternalError' && message === 'out of memory') return new Fault('memory');
    if (name === 'InternalError' && message === 'stack overflow') return new Fault('memory', 'stack');
    const [, line, column] = /metric\.js:(\d{1,6}):(\d{1,6})/.exec(stack) ?? [];
    const place = line === undefined ? undefined : { line: Number(line), column: Number(column) };
    const kind = kinds.has(name) ? name : undefined;
    return new Fault(compiling && kind === 'SyntaxError' ? 'syntax' : 'threw', kind, place);
  }
}

/** Read in there, where what its getters do is held to the same limits. */
const DESCRIBE = `(error) => {
  const read = (name) => {
    try {
      const value = error[name];
      return typeof value === 'string' ? value : '';
    } catch {
      return '';
    }
  };
  return [read('name'), read('message'), read('stack')];
}`;

/** Undefined where there is no memory left to say it. */
function described(context: QuickJSContext, error: QuickJSHandle): readonly string[] | undefined {
  return Scope.withScope((scope) => {
    const describe = context.evalCode(DESCRIBE, 'describe.js');
    if (describe.error !== undefined) return void scope.manage(describe.error);
    const said = context.callFunction(scope.manage(describe.value), context.undefined, error);
    if (said.error !== undefined) return void scope.manage(said.error);
    const list = scope.manage(said.value);
    return [0, 1, 2].map((at) => context.getString(scope.manage(context.getProp(list, at))).slice(0, 2_000));
  });
}
