import type { Correction } from '../sdk/index.js';
import type { ChatErrorBody } from './chat-error-body.js';

/** Refusals of a part of a request for what it says, not for its form. */
const refusals: ReadonlySet<number> = new Set([400, 404, 422, 500, 501]);

/** Fields of the dialect that the uniform request has under another name. */
const fields: Readonly<Record<string, Correction>> = {
  user: { kind: 'unsupported-field', field: 'endUser' },
  safety_identifier: { kind: 'unsupported-field', field: 'endUser' },
  parallel_tool_calls: { kind: 'unsupported-field', field: 'parallelToolCalls' },
  tool_choice: { kind: 'unsupported-field', field: 'toolChoice' },
  tools: { kind: 'unsupported-feature', feature: 'tools' },
  stream: { kind: 'unsupported-feature', feature: 'streaming' },
};

/** How providers and the templates of open models say that something is not taken at all. */
const wordings: readonly (readonly [RegExp, Correction])[] = [
  [/\broles must alternate\b/i, { kind: 'merged-turns' }],
  [/\bsystem message must be (at the beginning|the first)/i, { kind: 'leading-system-prompt' }],
  [
    /\bsystem role (is )?not supported|\brole [`'"]?system[`'"]? is not supported|\.role[`'"] does not support [`'"]system|\b(developer|system) instructions? (is|are) not (enabled|supported)/i,
    { kind: 'system-prompt-as-user' },
  ],
  [
    /\bdoes not support (tools|tool use|tool calls?|tool calling|function calling)\b|\b(tools|tool calling|tool use|function calling)[`'"]? (is|are) not supported\b|\bendpoints found that support tool use|--enable-auto-tool-choice/i,
    { kind: 'unsupported-feature', feature: 'tools' },
  ],
  [
    /\bimage_url is only supported by certain models|\bis not a multimodal model\b|\bimages? (input )?(is|are) not (supported|enabled)\b|\bdoes not support (images?|vision|image input)\b|\bendpoints found that support image input|\bunknown variant [`'"]image_url/i,
    { kind: 'unsupported-feature', feature: 'vision' },
  ],
];
const format =
  /\bresponse[_ ]format\b.*\b(not supported|unsupported|unavailable)\b|\b(does not|doesn't) support (the )?response[_ ]format\b/i;
const unsupported = /\b(not (supported|permitted|allowed)|unsupported|unrecognized|unknown|extra inputs)\b/i;

/** What a refusal teaches of a whole part of a request: a field, a feature, a format or the order of messages. */
export function chatPartCorrection(status: number, { code, param, message }: ChatErrorBody): Correction | undefined {
  if (!refusals.has(status)) return undefined;
  const worded = wordings.find(([wording]) => wording.test(message));
  if (worded !== undefined) return worded[1];
  // A schema that is not taken is not a format that is not taken.
  if (format.test(message) && !/\bschema for\b/i.test(message)) {
    const named = /json_schema|json_object/i.exec(message)?.[0].toLowerCase();
    return {
      kind: 'unsupported-response-format',
      ...(named !== undefined && { format: named === 'json_schema' ? 'json-schema' : 'json' }),
    };
  }
  const named = param ?? /^(?:unsupported|unrecognized|unknown)[\w ]*: ?[`'"]?(\w{1,40})/i.exec(message)?.[1];
  const refused = code === 'unsupported_parameter' || code === 'unknown_parameter' || unsupported.test(message);
  return refused && named !== undefined && Object.hasOwn(fields, named) ? fields[named] : undefined;
}
