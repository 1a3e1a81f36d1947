import { deepEqual, equal, ok } from 'node:assert/strict';
import { quirkEffect } from '../../catalogue/quirk-effect.js';
import { rulesByKind } from '../../adaptation/rules-by-kind.js';
import { ByomError } from '../errors.js';
import type { JsonValue } from '../json.js';
import { quirkName } from '../quirk-name.js';
import type { Quirk } from '../quirks.js';
import type { Audit } from './audit.js';
import { AuditedPlugin } from './audited-plugin.js';
import { declaredQuirks, withoutQuirk } from './declared-quirks.js';
import { expectSent } from './expect-sent.js';
import { pluginBench } from './plugin-bench.js';
import type { QuirkBench } from './quirk-bench.js';
import type { QuirkCase } from './quirk-case.js';

/** Two promises for each declared quirk: it is kept and told as its cases say, and without it they would fail. */
export function quirkAudits({ definition, conformance }: AuditedPlugin): readonly Audit[] {
  return declaredQuirks(definition).flatMap((quirk): readonly Audit[] => {
    const name = quirkName(quirk);
    const cases = conformance.quirks.filter((one) => one.quirk === name);
    const enforced: Audit = {
      name: `quirk:${name}`,
      run: async (plugin) => {
        ok(cases.length > 0, 'It is declared and no case shows it: add one to the quirks of the fixtures.');
        for (const one of cases) {
          isDeclared(plugin, one);
          await runCase(plugin, one);
        }
        isTold(plugin, quirk, cases);
      },
    };
    const matters: Audit = {
      name: `quirk-matters:${name}`,
      run: async (plugin) => {
        const without = new AuditedPlugin(withoutQuirk(definition, quirk), plugin.conformance);
        for (const one of cases) if (await fails(without, one, quirk)) return;
        throw new Error('Its cases pass without the declaration too: let one of them show what it changes.');
      },
    };
    return cases.length > 0 ? [enforced, matters] : [enforced];
  });
}

async function fails(without: AuditedPlugin, one: QuirkCase, { kind }: Quirk): Promise<boolean> {
  try {
    // Of what no rule handles, the declaration is what tells people; the behaviour is the adapter's.
    if (!(kind in rulesByKind)) isDeclared(without, one);
    await runCase(without, one);
    return false;
  } catch {
    return true;
  }
}

/** Where a rule changes a request for it, one of its cases shows that the customer is told of it by its name. */
function isTold(plugin: AuditedPlugin, quirk: Quirk, cases: readonly QuirkCase[]): void {
  if (!(quirk.kind in rulesByKind) || quirkEffect(quirk) === undefined) return;
  const asking = cases.filter((one) => 'request' in one && one.refused === undefined);
  if (asking.length < cases.length) return;
  const id = `${plugin.definition.id}/${quirkName(quirk)}`;
  ok(
    asking.some(
      (one) =>
        'request' in one &&
        pluginBench(plugin, one.model)
          .adapted(one.request)
          .adaptations.some((told) => told.quirk === id),
    ),
    'It changes a request and no customer is told of it.',
  );
}

function isDeclared(plugin: AuditedPlugin, { quirk, model }: QuirkCase): void {
  const id = `${plugin.definition.id}/${quirk}`;
  ok(
    plugin.resolved(model).quirks.some((one) => one.id === id),
    `The model ${model} of its case does not have it.`,
  );
}

async function runCase(plugin: AuditedPlugin, one: QuirkCase): Promise<void> {
  const bench = pluginBench(plugin, one.model);
  if ('check' in one) return one.check(bench);
  const { request, sent, absent, path, refused, adaptation, reply, answer, error } = one;
  const expectations = [sent, absent, path, refused, adaptation, answer, error];
  ok(
    expectations.some((each) => each !== undefined),
    'Its case expects nothing.',
  );
  if (refused !== undefined)
    return isRefused(() => bench.prepared(request), refused, `${plugin.definition.id}/${one.quirk}`);
  const prepared = bench.prepared(request);
  const body = JSON.parse(JSON.stringify(prepared.body)) as JsonValue;
  if (sent !== undefined) expectSent(body, sent);
  for (const field of absent ?? []) ok(!has(body, field), `The body has ${field}.`);
  if (path !== undefined) equal(prepared.path, path);
  if (adaptation !== undefined) {
    const told = bench.adapted(request).adaptations;
    const matching = told.filter(
      ({ parameter, action }) => parameter === adaptation.parameter && action === adaptation.action,
    );
    const list = told.map(({ parameter, action }) => `${parameter} ${action}`).join(', ') || 'nothing';
    ok(matching.length > 0, `The customer is told ${list} in place of ${adaptation.parameter} ${adaptation.action}.`);
    if (adaptation.lossless !== undefined)
      ok(
        matching.some(({ lossless }) => lossless === adaptation.lossless),
        `${adaptation.parameter} ${adaptation.action} is told with lossless ${String(!adaptation.lossless)}.`,
      );
  }
  if (answer === undefined && error === undefined) return;
  ok(reply !== undefined, 'Its case expects an answer: give it a reply.');
  if (error !== undefined) equal((await bench.failed(reply, request)).code, error);
  if (answer !== undefined) await isAnswered(bench, one, answer);
}

function isRefused(send: () => unknown, code: string, quirk: string): void {
  try {
    send();
  } catch (error) {
    if (!ByomError.is(error)) throw error;
    equal(error.code, code);
    equal(error.details['quirk'] ?? quirk, quirk, 'Another quirk refuses it.');
    return;
  }
  throw new Error(`The request is sent in place of being refused as ${code}.`);
}

type Answer = NonNullable<Extract<QuirkCase, { readonly request: unknown }>['answer']>;

async function isAnswered(
  bench: QuirkBench,
  { request, reply }: Extract<QuirkCase, { readonly request: unknown }>,
  { usage, report, ...choice }: Answer,
): Promise<void> {
  const answered = await bench.answered(reply!, request);
  for (const [name, value] of Object.entries(choice))
    deepEqual(answered.choices[0]?.[name as keyof typeof choice], value, `Its ${name} is read wrong.`);
  if (usage !== undefined) deepEqual(answered.usage, usage, 'Its usage is read wrong.');
  if (report !== undefined)
    ok(
      answered.reports?.some(({ quirk }) => quirk === report),
      `The answer does not report ${report}.`,
    );
}

function has(body: JsonValue, path: string): boolean {
  let value: unknown = body;
  for (const step of path.split('.')) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, step)) return false;
    value = (value as Record<string, unknown>)[step];
  }
  return true;
}
