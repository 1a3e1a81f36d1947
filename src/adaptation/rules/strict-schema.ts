import { ByomError, type CompletionRequest, type JsonValue, type StrictSchema } from '../../sdk/index.js';
import { narrowSchema } from '../narrow-schema.js';
import { objectRoot } from '../object-root.js';
import type { Rule, RuleOutcome } from '../rule.js';

export const strictSchema: Rule<StrictSchema> = (request, quirk) => {
  const format = quirk.of === 'tools' ? undefined : narrowedFormat(request, quirk);
  const tools = quirk.of === 'response-format' ? undefined : narrowedTools(format?.request ?? request, quirk);
  if (format === undefined || tools === undefined) return format ?? tools;
  return { request: tools.request, adaptations: [...format.adaptations, ...tools.adaptations] };
};

type Named = StrictSchema & { readonly id: string };
const reason = 'The model takes JSON Schemas in a narrower form.';

function narrowedFormat(request: CompletionRequest, quirk: Named): RuleOutcome | undefined {
  const format = request.responseFormat;
  if (format?.schema === undefined || (quirk.onlyStrict && format.strict !== true)) return undefined;
  const rooted = quirk.objectRoot ? objectRoot(format.schema) : { schema: format.schema };
  const { schema, lossless } = narrowSchema(rooted.schema, quirk);
  if (schema === format.schema) return undefined;
  const sent = { ...format, schema };
  return {
    request: { ...request, responseFormat: sent, ...(rooted.answerIn !== undefined && { answerIn: rooted.answerIn }) },
    adaptations: [
      {
        parameter: 'responseFormat',
        action: 'converted',
        requested: format as unknown as JsonValue,
        sent,
        lossless,
        reason,
        quirk: quirk.id,
      },
    ],
  };
}

function narrowedTools(request: CompletionRequest, quirk: Named): RuleOutcome | undefined {
  const { tools } = request;
  if (tools === undefined) return undefined;
  let lossless = true;
  const sent = tools.map((tool) => {
    if (quirk.onlyStrict && tool.strict !== true) return tool;
    if (quirk.objectRoot && objectRoot(tool.schema).answerIn !== undefined) throw noObject(quirk.id);
    const narrowed = narrowSchema(tool.schema, quirk);
    lossless &&= narrowed.lossless;
    return narrowed.schema === tool.schema ? tool : { ...tool, schema: narrowed.schema };
  });
  if (sent.every((tool, index) => tool === tools[index])) return undefined;
  return {
    request: { ...request, tools: sent },
    adaptations: [
      {
        parameter: 'tools',
        action: 'converted',
        requested: tools as unknown as JsonValue,
        sent: sent as unknown as JsonValue,
        lossless,
        reason,
        quirk: quirk.id,
      },
    ],
  };
}

const noObject = (quirk: string) =>
  new ByomError('UNSUPPORTED_FEATURE', "The model wants a tool's schema to be of type object.", { details: { quirk } });
