import { seededRandom, type SeededRandom } from '../../src/optimization/seeded-random.js';
import type { AuditReply } from '../../src/sdk/audits/audit-reply.js';
import type { AuditedCall } from '../../src/sdk/audits/audited-call.js';
import type { AuditedPlugin } from '../../src/sdk/audits/audited-plugin.js';
import { scenarios, type ScenarioRequest } from '../../src/sdk/audits/scenarios.js';
import {
  ByomError,
  errorCodes,
  finishReasons,
  ProviderError,
  type Completion,
  type ErrorCode,
} from '../../src/sdk/index.js';
import { fuzzedResponse } from './fuzzed-response.js';
import { mutateReply } from './mutate-reply.js';

export interface FuzzReport {
  /** By outcome: `answered`, or the code of a failure. */
  readonly outcomes: ReadonlyMap<string, number>;
  readonly findings: readonly string[];
  /** The run that took the most of the processor. */
  readonly slowest: { readonly cpuMs: number; readonly provider: string; readonly run: number };
}

/** What a provider's reply can come to; no other code may. */
const possible: ReadonlySet<string> = new Set<ErrorCode>([
  'CREDENTIAL_INVALID',
  'UNKNOWN_MODEL',
  'UNSUPPORTED_PARAMETER',
  'UNSUPPORTED_FEATURE',
  'CONTEXT_WINDOW_EXCEEDED',
  'REQUEST_TOO_LARGE',
  'CONTENT_FILTERED',
  'QUOTA_EXHAUSTED',
  'RATE_LIMITED',
  'PROVIDER_OVERLOADED',
  'PROVIDER_TIMEOUT',
  'PROVIDER_UNREACHABLE',
  'PROVIDER_PROTOCOL',
  'PROVIDER_REJECTED',
  'CANCELLED',
]);
const mostMs = 2_000;
const mostFindings = 20;

/** Feeds adapters with mutated replies in odd pieces: each run must end soon, in an answer of the right shape or a typed failure. */
export async function fuzzReplies(
  plugins: readonly AuditedPlugin[],
  { runs, seed, onRun }: { readonly runs: number; readonly seed: number; readonly onRun?: (run: number) => void },
): Promise<FuzzReport> {
  const outcomes = new Map<string, number>();
  const findings: string[] = [];
  let slowest = { cpuMs: 0, provider: '', run: 0 };
  const subjects = plugins.map((plugin) => {
    const asks = requestsOf(plugin).map((request) => adapted(plugin, request));
    return { plugin, adapter: plugin.connect(), asks, replies: repliesOf(plugin) };
  });
  for (let run = 0; run < runs; run += 1) {
    const random = seededRandom(`fuzz ${run}`, seed);
    const { plugin, adapter, asks, replies } = subjects[run % subjects.length]!;
    const request = asks[random.below(asks.length)]!;
    const reply = mutateReply(replies[random.below(replies.length)]!, replies, random);
    const stream = random.below(2) === 0;
    const began = process.cpuUsage();
    const call = await withinTime(callOf(plugin, adapter, { request, reply, stream, random }));
    const { user } = process.cpuUsage(began);
    if (user > slowest.cpuMs * 1e3) slowest = { cpuMs: user / 1e3, provider: plugin.definition.id, run };
    const wrong = call === undefined ? 'it does not end' : wrongWith(call);
    const told = call === undefined ? 'hang' : outcomeOf(call);
    outcomes.set(told, (outcomes.get(told) ?? 0) + 1);
    if (wrong !== undefined && findings.length < mostFindings)
      findings.push(
        `seed ${seed} run ${run} ${plugin.definition.id}${stream ? ' streamed' : ''}: ${wrong}\n${shown(reply)}`,
      );
    onRun?.(run + 1);
  }
  return { outcomes, findings, slowest };
}

interface Fuzzed {
  readonly request: ReturnType<typeof adapted>;
  readonly reply: AuditReply;
  readonly stream: boolean;
  readonly random: SeededRandom;
}

async function callOf(
  plugin: AuditedPlugin,
  adapter: ReturnType<AuditedPlugin['connect']>,
  { request, reply, stream, random }: Fuzzed,
): Promise<AuditedCall> {
  const controller = new AbortController();
  const respond = async () => fuzzedResponse(reply, plugin.baseUrl, random, controller);
  return plugin.attempt(adapter, request, reply, { stream, signal: controller.signal, respond });
}

const adapted = (plugin: AuditedPlugin, request: ScenarioRequest) => plugin.adapted(request).request;

function requestsOf(plugin: AuditedPlugin): readonly ScenarioRequest[] {
  const model = plugin.resolved();
  return [
    scenarios.streamed.request,
    ...(model.features.includes('tools') ? [scenarios.tools.request] : []),
    scenarios.json.request,
  ];
}

function repliesOf({ replies, conformance }: AuditedPlugin): readonly AuditReply[] {
  const { whole, streamed, tools, json, image, finishes = [], errors } = replies;
  const shown = conformance.quirks.flatMap((one) => ('reply' in one && one.reply !== undefined ? [one.reply] : []));
  return [whole, streamed, tools?.calls, tools?.callsStreamed, tools?.final, json?.reply, image?.reply]
    .concat(
      finishes.map(({ reply }) => reply),
      errors.map(({ reply }) => reply),
      shown,
    )
    .filter((reply) => reply !== undefined);
}

async function withinTime(call: Promise<AuditedCall>): Promise<AuditedCall | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), mostMs);
  });
  try {
    return await Promise.race([call, late]);
  } finally {
    clearTimeout(timer);
  }
}

function outcomeOf({ outcome }: AuditedCall): string {
  if ('completion' in outcome) return 'answered';
  return ByomError.is(outcome.error) ? outcome.error.code : 'untyped';
}

function wrongWith({ outcome, sent, deltas }: AuditedCall): string | undefined {
  if (Object.hasOwn(Object.prototype, 'polluted')) return 'it pollutes Object.prototype';
  if (sent.length !== 1) return `it sends ${sent.length} times`;
  if (deltas.some(({ text = '', reasoning = '' }) => typeof text !== 'string' || typeof reasoning !== 'string'))
    return 'a delta is no text';
  if ('completion' in outcome) return wrongWithCompletion(outcome.completion);
  const { error } = outcome;
  if (!ByomError.is(error)) return `an untyped failure: ${String(error)}`;
  if (!possible.has(error.code)) return `the code ${error.code}`;
  if (error.retryable !== errorCodes[error.code].retryable && !ProviderError.is(error))
    return 'retryable against its code';
  // A bug of the adapter, told as a broken connection.
  if (error.cause instanceof Error && /^(Type|Range|Reference|Syntax)Error$/.test(error.cause.name))
    return `${error.code} hides ${error.cause.name}: ${error.cause.message} ${String(error.cause.stack).split('\n')[1]}`;
  if (!ProviderError.is(error)) return undefined;
  const { retryAfterMs } = error.failure;
  return retryAfterMs === undefined || (Number.isFinite(retryAfterMs) && retryAfterMs >= 0)
    ? undefined
    : `retryAfterMs ${retryAfterMs}`;
}

function wrongWithCompletion({ choices, usage, providerRequestId }: Completion): string | undefined {
  if (!Array.isArray(choices) || choices.length === 0) return 'an answer without a choice';
  for (const { text, finishReason, toolCalls, reasoning = '' } of choices) {
    if (typeof text !== 'string') return `a text that is ${typeof text}`;
    if (typeof reasoning !== 'string') return `a reasoning that is ${typeof reasoning}`;
    if (!finishReasons.includes(finishReason)) return `the finish reason ${String(finishReason)}`;
    if (!Array.isArray(toolCalls)) return 'no list of tool calls';
    for (const call of toolCalls)
      if (typeof call.id !== 'string' || typeof call.name !== 'string' || call.arguments === undefined)
        return `a tool call that is none: ${JSON.stringify(call)}`;
  }
  if (providerRequestId !== undefined && typeof providerRequestId !== 'string') return 'a request id that is no text';
  for (const [name, count] of Object.entries(usage ?? {}))
    if (count !== undefined && (!Number.isSafeInteger(count) || count < 0)) return `${name} is ${String(count)}`;
  return undefined;
}

const shown = ({ status, headers, body }: AuditReply) =>
  `  ${status} ${JSON.stringify(headers).slice(0, 200)} ${JSON.stringify(Buffer.from(body as Uint8Array).toString('utf8')).slice(0, 600)}`;
