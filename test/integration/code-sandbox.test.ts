import { existsSync, readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { afterAll, describe, expect, test } from '@jest/globals';
import { CodeSandbox } from '../../src/sandbox/code-sandbox.js';
import { SandboxSlots } from '../../src/sandbox/sandbox-slots.js';
import { ByomError } from '../../src/sdk/index.js';
import { waitUntil } from '../support/e2e-waiting.js';

const body = { inputs: { text: 'hello' }, expected: 'a', output: 'a' };
const linux = process.platform === 'linux';

const slots = new SandboxSlots(1);
/** A quarter of what customers have, to be done sooner. */
const cpuMs = 250;
const open = (tenant: string, at = slots) => new CodeSandbox(at, tenant, undefined, cpuMs);

let sandbox = open('tenant');
afterAll(() => sandbox.close());

/** A new one, with a child of its own. */
function reopen() {
  sandbox.close();
  sandbox = open('tenant');
}

/** What it came to, in one line. */
async function outcome(code: string, question: typeof body | object = body): Promise<string> {
  try {
    const { score, feedback } = await sandbox.score(code, question as never);
    return feedback === '' ? String(score) : `${score} ${feedback}`;
  } catch (error) {
    if (!ByomError.is(error)) throw error;
    return `${error.code}: ${error.message}`;
  }
}

describe("a metric's code", () => {
  test.each([
    ['an arrow', '({ output, expected }) => (output === expected ? 1 : 0);', '1'],
    ['a function without a name', 'function ({ output }) { return output.length / 2 }', '0.5'],
    ['a function `score` and what it needs', 'const half = 0.5;\nfunction score() { return half }', '0.5'],
    ['a constant `score`', 'const half = 0.5;\nconst score = () => half;', '0.5'],
    ['statements that end in a function', 'const half = () => 0.5; // yes\n() => half() // no', '0.5'],
    ['feedback', '({ inputs }) => ({ score: 0.25, feedback: inputs.text })', '0.25 hello'],
    ['no feedback', '() => ({ score: 1, feedback: null, more: [] })', '1'],
    [
      'the clock, which stands',
      '() => ({ score: 1, feedback: new Date().toISOString() })',
      '1 2000-01-01T00:00:00.000Z',
    ],
  ])('may be %s', async (_, code, expected) => {
    expect(await outcome(code)).toBe(expected);
  });

  test.each([
    ['no JavaScript', '({ output } => 1', /^BAD_USER_INPUT: .* not valid JavaScript at line 1, column 13\.$/],
    ['a module', 'import fs from "fs"; () => 1', /^BAD_USER_INPUT: .* not valid JavaScript/],
    ['no function', '42', /^BAD_USER_INPUT: .* is no function/],
    ['empty', ' ', /^BAD_USER_INPUT: .* is no function/],
    ['endless before it is a function', 'for (;;);', /^SANDBOX_TIMEOUT/],
  ])('that is %s is found out without an answer to score', async (_, code, message) => {
    await expect(sandbox.check(code)).rejects.toMatchObject({ code: expect.stringMatching(/^(BAD_USER|SANDBOX_T)/) });
    expect(await outcome(code)).toMatch(message);
  });

  test.each([
    ['NaN', '() => NaN', /returned NaN;/],
    ['more than 1', '() => 1.0001', /returned a number outside of 0 to 1;/],
    ['Infinity', '() => ({ score: Infinity })', /returned a number outside of 0 to 1;/],
    ['less than 0', '() => -1e-9', /returned a number outside of 0 to 1;/],
    ['nothing', '() => {}', /returned no score;/],
    ['null', '() => null', /returned null;/],
    ['a text', '() => "1"', /returned a text;/],
    ['a boolean', '() => true', /returned a boolean;/],
    ['a bigint', '() => 1n', /returned a bigint;/],
    ['a symbol', '() => Symbol("secret")', /returned a symbol;/],
    ['an object that would be 1', '() => ({ score: { valueOf: () => 1, toJSON: () => 1 } })', /returned an object;/],
    ['a number for feedback', '() => ({ score: 1, feedback: 5 })', /returned a feedback that is no text;/],
    ['a promise', 'async () => 1', /returned a promise;/],
    ['what import() gives', '() => import("fs")', /returned a promise;/],
    ['a generator', 'function* () { for (;;) yield 1 }', /returned no score;/],
  ])('that returns %s gives no score', async (_, code, message) => {
    const said = await outcome(code);
    expect(said).toMatch(/^METRIC_FAILED: /);
    expect(said).toMatch(message);
  });

  test.each([
    ['of its own text', '() => { throw "my secret" }', 'threw something.'],
    ['nothing', '() => { throw null }', 'threw something.'],
    [
      'under a name of its own',
      '() => { const e = Error("my secret"); e.name = "my secret"; throw e }',
      'threw something at line 1, column 24.',
    ],
    ['at a place', '({ output }) =>\n  output.my.secret', 'threw a TypeError at line 2, column 12.'],
    [
      'out of a getter',
      '() => ({ get score() { throw RangeError("my secret") } })',
      'threw a RangeError at line 1, column 40.',
    ],
  ])('that throws %s is told by kind and place, without its words', async (_, code, said) => {
    expect(await outcome(code)).toBe(`METRIC_FAILED: The metric's code ${said}`);
  });

  test.each([
    ['the constructor chain', '({}).constructor.constructor("return process")()'],
    ['a generator’s constructor', '(function* () {}).constructor("yield process")().next()'],
    ['require', 'require("fs")'],
    ['process', 'process.env'],
    ['fetch', 'fetch("http://127.0.0.1")'],
    ['timers', 'setTimeout(() => 1, 1)'],
    ['threads', 'Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0)'],
    ['the host’s memory', 'WebAssembly.Memory'],
    ['performance', 'performance.now()'],
    ['what the interpreter’s own program has', 'Module || std || os || console'],
  ])('reaches nothing by %s', async (_, expression) => {
    expect(await outcome(`() => { ${expression}; return 1 }`)).toMatch(/threw a ReferenceError/);
  });

  test('sees the names of the language, and no other', async () => {
    const said = await outcome(
      '() => ({ score: 1, feedback: Object.getOwnPropertyNames(globalThis).sort().join(" ") })',
    );
    const language = new Set(Object.getOwnPropertyNames(globalThis));
    const strange = said
      .slice(2)
      .split(' ')
      .filter((name) => !language.has(name));
    // Of the language too, though not of every Node that this runs on.
    const newer = new Set(['InternalError', 'Iterator', 'Float16Array']);
    expect(strange.filter((name) => !newer.has(name))).toEqual([]);
    expect(said).not.toMatch(/process|\bBuffer|fetch|require|WebAssembly|setTimeout/);
  });

  test('keeps nothing from one answer to the next, and cannot bend how it is read', async () => {
    const bent =
      'Object.prototype.score = 1; JSON.parse = () => ({}); Array.prototype.join = null; globalThis.kept = 1;';
    expect(await outcome(`() => { ${bent} return {} }`)).toBe('1');
    expect(await outcome('() => ({})')).toMatch(/returned no score/);
    expect(await outcome('() => (typeof kept === "undefined" ? 1 : 0)')).toBe('1');
    expect(await outcome(`${bent} ({ output }) => (output === "a" ? 0.5 : 0)`)).toBe('0.5');
  });

  test('is the same code with the same luck', async () => {
    const code = '() => ({ score: Math.random(), feedback: [1, 2, 3].map(Math.random).join() })';
    const first = await outcome(code);
    reopen();
    expect(await outcome(code)).toBe(first);
    expect(await outcome(code)).toBe(first);
  });

  test('is given every text as it is', async () => {
    const odd = JSON.parse('{"__proto__":"\\ud800\\u0000x","constructor":1,"é":"😀"}') as object;
    const code = '({ inputs }) => ({ score: 1, feedback: JSON.stringify(inputs) })';
    expect(await outcome(code, { inputs: odd, expected: null, output: '' })).toBe(`1 ${JSON.stringify(odd)}`);
    const large = { inputs: { text: 'é'.repeat(5_000_000) }, expected: null, output: 'x' };
    expect(await outcome('({ inputs }) => ({ score: 1, feedback: String(inputs.text.length) })', large)).toBe(
      '1 5000000',
    );
    const larger = { inputs: { text: 'x'.repeat(26_000_000) }, expected: null, output: 'x' };
    expect(await outcome('() => 1', larger)).toMatch(/^METRIC_FAILED: .* too large/);
    expect(await outcome('() => ({ score: 1, feedback: "x".repeat(1e7) })')).toBe(`1 ${'x'.repeat(4_000)}`);
  }, 20_000);
});

const hostile: readonly [string, string, RegExp][] = [
  ['an endless loop', '() => { for (;;); }', /TIMEOUT/],
  ['an endless loop that cleans up', '() => { try { for (;;); } finally { for (;;); } }', /TIMEOUT/],
  ['an endless trap', '() => new Proxy({}, { get() { for (;;); } })', /TIMEOUT/],
  ['an error that is a trap', '() => { throw new Proxy({}, { get() { for (;;); } }) }', /TIMEOUT/],
  ['a catastrophic expression', '() => /^(a+)+$/.test("a".repeat(40) + "!")', /TIMEOUT/],
  [
    'a search that never looks up',
    '() => { const s = "a".repeat(2e6); return s.indexOf("a".repeat(1e6) + "b") }',
    /TIMEOUT/,
  ],
  ['a list without an end', '() => [].includes.call({ length: 2 ** 53 - 1 }, 1)', /TIMEOUT/],
  [
    'a tree that is written out',
    '() => { let a = []; for (let i = 0; i < 40; i += 1) a = [a, a]; return JSON.stringify(a).length }',
    /TIMEOUT|MEMORY/,
  ],
  ['a number of a billion digits', '() => 2n ** (2n ** 30n)', /threw a RangeError|MEMORY/],
  ['a text of half a gigabyte', '() => "a".repeat(2 ** 29).length', /MEMORY/],
  ['a list of a billion', '() => Array(1e9).fill(1)', /TIMEOUT|MEMORY/],
  ['typed arrays', '() => new Uint8Array(2 ** 28)', /MEMORY/],
  ['a list that grows', '() => { const a = []; for (;;) a.push("x".repeat(1e6) + a.length) }', /TIMEOUT|MEMORY/],
  ['deep recursion', '() => { const f = () => f() + 1; return f() }', /MEMORY: .* too deeply/],
  ['deep JSON', '() => JSON.parse("[".repeat(1e6))', /MEMORY/],
  ['deep source', '() => eval("(".repeat(1e6))', /MEMORY/],
];

describe('hostile code', () => {
  test('ends with SANDBOX_TIMEOUT or SANDBOX_MEMORY, and the server stalls for less than 50 ms (case 46)', async () => {
    const stall = monitorEventLoopDelay({ resolution: 1 });
    stall.enable();
    const wide = new SandboxSlots(2);
    const said = await Promise.all(
      hostile.map(async ([name, code], n) => {
        const own = open(`tenant ${n}`, wide);
        try {
          return `${name}: ${(await own.score(code, body)).score}`;
        } catch (error) {
          return `${name}: ${(error as ByomError).code}: ${(error as ByomError).message}`;
        } finally {
          own.close();
        }
      }),
    );
    stall.disable();
    hostile.forEach(([, , message], n) => expect(said[n]).toMatch(message));
    expect(stall.percentile(99) / 1e6).toBeLessThan(50);
  }, 60_000);

  test('costs only its own answer: the next has a new child', async () => {
    const [bad, good] = await Promise.all([
      outcome('() => [].includes.call({ length: 2 ** 53 - 1 }, 1)'),
      outcome('() => 1'),
    ]);
    expect(bad).toMatch(/^SANDBOX_TIMEOUT/);
    expect(good).toBe('1');
  }, 20_000);

  test('of one tenant does not keep another waiting for longer than its turns', async () => {
    const other = open('other');
    try {
      const loops = Array.from({ length: 20 }, () => outcome('() => { for (;;); }'));
      await new Promise((resolve) => setTimeout(resolve, 100));
      const started = Date.now();
      expect((await other.score('() => 1', body)).score).toBe(1);
      // All of them take over five seconds; one turn, and its end, much less.
      expect(Date.now() - started).toBeLessThan(4_000);
      reopen();
      expect(await Promise.all(loops)).toContain('CANCELLED: The run has ended.');
    } finally {
      other.close();
    }
  }, 20_000);
});

describe('the child', () => {
  (linux ? test : test.skip)('has no environment, no folder of ours, and no file but its own program', async () => {
    expect(await outcome('() => 1')).toBe('1');
    const of = (name: string) => `/proc/${sandbox.pid}/${name}`;
    expect(readFileSync(of('environ'), 'utf8')).toBe('');
    expect(readlinkSync(of('cwd'))).toBe('/');
    const command = readFileSync(of('cmdline'), 'utf8').split('\0');
    expect(command).toContain('--disallow-code-generation-from-strings');
    expect(command.some((part) => /^--(experimental-)?permission$/.test(part))).toBe(true);
    const leave = command.filter((part) => part.startsWith('--allow-'));
    expect(leave.every((part) => /^--allow-fs-read=.*(sandbox|quickjs[\w-]*)\/\*$/.test(part))).toBe(true);
    const limits = readFileSync(of('limits'), 'utf8');
    expect(limits).toMatch(/Max core file size +0 +0/);
    expect(limits).toMatch(/Max file size +0 +0/);
    expect(limits).toMatch(/Max cpu time +60 +60/);
    expect(readFileSync(of('stat'), 'utf8').split(') ')[1]!.split(' ')[16]).toBe('5');
    const files = readdirSync(of('fd')).map((fd) => readlinkSync(of(`fd/${fd}`)));
    expect(files.filter((file) => file.startsWith('/') && file !== '/dev/null')).toEqual([]);
  });

  (linux ? test : test.skip)('is gone at once when its user ends, also out of a loop that never looks up', async () => {
    const asked = outcome('() => [].includes.call({ length: 2 ** 53 - 1 }, 1)');
    const pid = await waitUntil('a child', async () => sandbox.pid, { timeoutMs: 10_000, everyMs: 10 });
    sandbox.close();
    expect(await asked).toBe('CANCELLED: The run has ended.');
    await waitUntil('its end', async () => !existsSync(`/proc/${pid}`) || undefined, { timeoutMs: 2_000, everyMs: 10 });
    expect(await outcome('() => 1')).toBe('CANCELLED: The run has ended.');
    reopen();
  });

  test('that is killed from outside is replaced, and the answer scored', async () => {
    expect(await outcome('() => 1')).toBe('1');
    const asked = outcome('() => { let n = 0; while (n < 3e5) n += 1; return 1 }');
    process.kill(sandbox.pid!, 'SIGKILL');
    expect(await asked).toBe('1');
  });
});
