import type { JsonObject } from '../json.js';
import type { AuditedPlugin } from './audited-plugin.js';
import { completionOf, failureOf } from './audited-call.js';
import type { QuirkBench, QuirkRequest } from './quirk-bench.js';
import { scenarios, type ScenarioRequest } from './scenarios.js';

/** The bench of a plugin under audit. */
export function pluginBench(plugin: AuditedPlugin, caseModel: string): QuirkBench {
  const options = (request: QuirkRequest, model: string) => ({
    request: filled(request),
    model,
    stream: request.stream === true,
  });
  return {
    sent: (request = {}, model = caseModel) => {
      const { body } = plugin.prepared(filled(request), model, request.stream === true);
      return JSON.parse(JSON.stringify(body)) as JsonObject;
    },
    prepared: (request = {}, model = caseModel) => plugin.prepared(filled(request), model, request.stream === true),
    adapted: (request = {}, model = caseModel) => plugin.adapted(filled(request), model, request.stream === true),
    answered: async (reply, request = {}, model = caseModel) => {
      const call = await plugin.call(reply, options(request, model));
      return { ...completionOf(call), deltas: call.deltas, sent: call.sent[0]! };
    },
    failed: async (reply, request = {}, model = caseModel) =>
      failureOf(await plugin.call(reply, options(request, model))),
    model: (id = caseModel) => plugin.resolved(id),
  };
}

function filled(request: QuirkRequest): ScenarioRequest {
  const { stream: _stream, ...rest } = request;
  return { ...scenarios.streamed.request, ...rest };
}
