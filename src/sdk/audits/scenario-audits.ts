import { deepEqual, equal, ok } from 'node:assert/strict';
import type { Choice, CompletionRequest, ToolCall } from '../completion.js';
import type { JsonObject, JsonValue } from '../json.js';
import type { Audit } from './audit.js';
import type { AuditReply } from './audit-reply.js';
import type { AuditedPlugin } from './audited-plugin.js';
import { completionOf, type AuditedCall } from './audited-call.js';
import { expectSent } from './expect-sent.js';
import { scenarios, type ScenarioRequest } from './scenarios.js';

/** The four requests that every provider is asked alike, as far as the plugin declares or supplies them. */
export function scenarioAudits(plugin: AuditedPlugin, streams: boolean): readonly Audit[] {
  const { tools, json, image } = plugin.replies;
  const wantsTools = tools !== undefined || plugin.declares('tools');
  const wantsJson = plugin.declares('json-schema') || plugin.declares('json-mode');
  const audits: (Audit | false)[] = [
    wantsTools && { name: 'scenario:tools', run: conversesWithTools },
    wantsTools && streams && { name: 'scenario:tools-streamed', run: streamsToolCalls },
    (json !== undefined || wantsJson) && { name: 'scenario:json', run: extractsJson },
    (image !== undefined || plugin.declares('vision')) && { name: 'scenario:image', run: describesImage },
  ];
  return audits.filter((audit) => audit !== false);
}

async function conversesWithTools(plugin: AuditedPlugin): Promise<void> {
  const { tools } = plugin.replies;
  if (tools === undefined) throw new Error('Supply the replies of a conversation with tools, since they are declared.');
  const { request, answering, text } = scenarios.tools;
  const model = plugin.modelWith('tools');
  const calling = choiceOf(await asked(plugin, tools.calls, tools.sentCalls, request, model));
  callsWeather(plugin, calling.toolCalls, model);
  equal(calling.finishReason, 'tool-calls');
  const answer = answering(calling.toolCalls, calling.text);
  const final = choiceOf(await asked(plugin, tools.final, tools.sentFinal, answer, model));
  equal(final.text, text);
  equal(final.finishReason, 'stop');
}

async function streamsToolCalls(plugin: AuditedPlugin): Promise<void> {
  const streamed = plugin.replies.tools?.callsStreamed;
  if (streamed === undefined) throw new Error('Supply the calls of the tools as a stream, since both are declared.');
  const model = plugin.modelWith('tools');
  for (const pieceSize of [1, undefined]) {
    const options = { request: scenarios.tools.request, model, stream: true, pieceSize };
    const call = await plugin.call(streamed, options);
    const { toolCalls, finishReason } = choiceOf(call);
    callsWeather(plugin, toolCalls, model);
    equal(finishReason, 'tool-calls');
    deepEqual(
      call.deltas.flatMap(({ toolCall }) => (toolCall === undefined ? [] : [toolCall])),
      toolCalls,
      'Each tool call is told as a delta, once, when it is whole.',
    );
  }
}

function callsWeather(plugin: AuditedPlugin, calls: readonly ToolCall[], model: string): void {
  const parallel = plugin.resolved(model).features.includes('parallel-tools');
  const expected = scenarios.tools.arguments.slice(0, !parallel && calls.length === 1 ? 1 : undefined);
  deepEqual(
    calls.map(({ arguments: given }) => given),
    expected,
    `Its tool calls are ${JSON.stringify(calls)} in place of one for each of ${JSON.stringify(expected)}.`,
  );
  for (const { name } of calls) equal(name, 'get_weather');
  ok(new Set(calls.map(({ id }) => id)).size === calls.length, 'Each tool call has an id of its own.');
}

async function extractsJson(plugin: AuditedPlugin): Promise<void> {
  const { json } = plugin.replies;
  if (json === undefined) throw new Error('Supply the reply of a JSON extraction, since JSON is declared.');
  const feature = plugin.declares('json-schema')
    ? 'json-schema'
    : plugin.declares('json-mode')
      ? 'json-mode'
      : undefined;
  const { request, answer } = scenarios.json;
  const model = plugin.modelWith(feature);
  const choice = choiceOf(await asked(plugin, json.reply, json.sent, request, model));
  deepEqual(jsonOf(choice, plugin.adapted(request, model).request), answer);
}

/** The answer as JSON: a tool's arguments where the format was asked for as a forced tool. */
function jsonOf({ text, toolCalls }: Choice, request: CompletionRequest): JsonValue {
  const { formatTool } = request as { readonly formatTool?: string };
  const call = formatTool === undefined ? undefined : toolCalls.find(({ name }) => name === formatTool);
  return call === undefined ? (JSON.parse(text) as JsonValue) : call.arguments;
}

async function describesImage(plugin: AuditedPlugin): Promise<void> {
  const { image } = plugin.replies;
  if (image === undefined) throw new Error('Supply the reply to a question about an image, since vision is declared.');
  const { request, text } = scenarios.image;
  equal(choiceOf(await asked(plugin, image.reply, image.sent, request, plugin.modelWith('vision'))).text, text);
}

async function asked(
  plugin: AuditedPlugin,
  reply: AuditReply,
  sent: JsonObject,
  request: ScenarioRequest,
  model: string,
): Promise<AuditedCall> {
  expectSent(JSON.parse(JSON.stringify(plugin.prepared(request, model).body)) as JsonValue, sent);
  return plugin.call(reply, { request, model });
}

function choiceOf(call: AuditedCall): Choice {
  const [choice] = completionOf(call).choices;
  if (choice === undefined) throw new Error('The answer has no choice.');
  return choice;
}
