import variant from '@jitl/quickjs-wasmfile-release-sync';
import {
  newQuickJSWASMModuleFromVariant,
  newVariant,
  Scope,
  type QuickJSContext,
  type QuickJSHandle,
  type QuickJSSyncVariant,
  type QuickJSWASMModule,
} from 'quickjs-emscripten-core';
import type { JsonObject } from '../../sdk/index.js';
import { sandboxLimits } from '../sandbox-limits.js';
import type { Question, Verdict } from '../verdict.js';
import { Fault } from './fault.js';

/** Node's types leave it out. */
declare const WebAssembly: { Memory: new (size: { initial: number; maximum: number }) => never };

/** The clock stands still in there, and randomness begins with it: the same answer has the same score. */
const NOW = Date.UTC(2000, 0, 1);
const FILE = 'metric.js';
/** By whatever word: a `const` is no property of the global object. */
const DECLARED = `typeof score === 'function' ? score : undefined`;
/** Calls the function, and reads what it returned once: whatever runs on the way runs in there. */
const ASK = `((parse) => (score, text) => {
  const returned = score(parse(text));
  if (returned === null || (typeof returned !== 'object' && typeof returned !== 'function')) return [returned];
  return typeof returned.then === 'function' ? [, , true] : [returned.score, returned.feedback];
})(JSON.parse)`;

/** QuickJS, which gives the code nothing but the language; every evaluation has a world of its own. */
export class Evaluator {
  private constructor(private readonly quickjs: QuickJSWASMModule) {}

  static async load(): Promise<Evaluator> {
    const wasmMemory = new WebAssembly.Memory({ initial: 256, maximum: sandboxLimits.memoryPages });
    // Its types are those of CommonJS, where a default export is one level further down.
    const sync = variant as unknown as QuickJSSyncVariant;
    const quickjs = await newQuickJSWASMModuleFromVariant(newVariant(sync, { wasmMemory }));
    Date.now = () => NOW;
    return new Evaluator(quickjs);
  }

  answer({ n, code, body, cpuMs }: Question): Verdict {
    try {
      return { n, ...this.evaluate(code, body, cpuMs) };
    } catch (error) {
      // What is not the code's own doing is the interpreter out of its depth: it is not used again.
      const fault = error instanceof Fault ? error : new Fault('memory');
      return { n, ...fault.told };
    }
  }

  private evaluate(code: string, body: JsonObject | undefined, cpuMs: number): Scored {
    const runtime = this.quickjs.newRuntime();
    runtime.setMemoryLimit(sandboxLimits.memoryBytes);
    runtime.setMaxStackSize(sandboxLimits.stackBytes);
    const late = deadline(cpuMs);
    runtime.setInterruptHandler(late);
    const context = runtime.newContext();
    try {
      return Scope.withScope((scope) => {
        const attempt: Attempt = (made, compiling = false) => {
          if (made.error === undefined) return scope.manage(made.value);
          throw Fault.of(context, scope.manage(made.error), late, compiling);
        };
        // Before any of the customer's code has run, and so not changed by it.
        const ask = attempt(context.evalCode(ASK, 'ask.js'));
        const score = functionOf(context, scope, code, attempt);
        if (body === undefined) return {};
        const text = scope.manage(context.newString(JSON.stringify(body)));
        const [returned, feedback, isPromise] = [0, 1, 2].map(
          (
            (list) => (at: number) =>
              scope.manage(context.getProp(list, at))
          )(attempt(context.callFunction(ask, context.undefined, score, text))),
        );
        if (context.typeof(isPromise!) === 'boolean') throw new Fault('no-score', 'a promise');
        return { score: asScore(context, returned!), feedback: asFeedback(context, feedback!) };
      });
    } finally {
      context.dispose();
      runtime.dispose();
    }
  }
}

/** Of processor time: another process that is busy costs nothing. */
function deadline(ms: number): () => boolean {
  const spent = () => {
    const { user, system } = process.cpuUsage();
    return (user + system) / 1_000;
  };
  const until = spent() + ms;
  return () => spent() > until;
}

type Scored = { readonly score?: number; readonly feedback?: string };
type Attempt = (made: ReturnType<QuickJSContext['evalCode']>, compiling?: boolean) => QuickJSHandle;

/** What the code comes to, a function `score` that it declares, or the one function that it is. */
function functionOf(context: QuickJSContext, scope: Scope, code: string, attempt: Attempt): QuickJSHandle {
  const isFunction = (handle: QuickJSHandle) => context.typeof(handle) === 'function';
  const run = (text: string) => {
    const made = context.evalCode(text, FILE, { type: 'global' });
    scope.manage(made.error ?? made.value);
    return made;
  };
  const asScript = run(code);
  if (asScript.error === undefined) {
    if (isFunction(asScript.value)) return asScript.value;
    const declared = run(DECLARED);
    if (declared.error === undefined && isFunction(declared.value)) return declared.value;
  }
  const asExpression = run(`(${code}\n)`);
  if (asExpression.error === undefined && isFunction(asExpression.value)) return asExpression.value;
  if (asScript.error !== undefined) return attempt(asScript, true);
  throw new Fault('no-function');
}

function asFeedback(context: QuickJSContext, handle: QuickJSHandle): string | undefined {
  const type = context.typeof(handle);
  if (type === 'undefined' || context.eq(handle, context.null)) return undefined;
  if (type !== 'string') throw new Fault('no-score', 'a feedback that is no text');
  return context.getString(handle).slice(0, sandboxLimits.feedbackCharacters);
}

function asScore(context: QuickJSContext, handle: QuickJSHandle): number {
  const type = context.typeof(handle);
  if (context.eq(handle, context.null)) throw new Fault('no-score', 'null');
  if (type !== 'number') throw new Fault('no-score', notNumbers[type] ?? 'something else');
  const score = context.getNumber(handle);
  if (Number.isNaN(score)) throw new Fault('no-score', 'NaN');
  if (!(score >= 0 && score <= 1)) throw new Fault('no-score', 'a number outside of 0 to 1');
  return score;
}

const notNumbers: Readonly<Record<string, string>> = {
  undefined: 'no score',
  string: 'a text',
  boolean: 'a boolean',
  bigint: 'a bigint',
  object: 'an object',
  function: 'a function',
  symbol: 'a symbol',
};
