import type { CompletionRequest, JsonObject, JsonValue, LimitedLength } from '../../sdk/index.js';
import type { Rule, RuleOutcome } from '../rule.js';
import { withoutParameter } from '../without-parameter.js';

export const limitedLength: Rule<LimitedLength> = (request, quirk, model) => {
  const { of, most, id } = quirk;
  const reason = `The model takes at most ${most} characters of it.`;
  const cut = (text: string) => Array.from(text).slice(0, most).join('');
  const long = (text: string | undefined): text is string => text !== undefined && text.length > most;
  const truncated = (changed: Partial<CompletionRequest>, parameter: string, requested: JsonValue, sent: JsonValue) =>
    ({
      request: { ...request, ...changed },
      adaptations: [{ parameter, action: 'truncated', requested, sent, lossless: false, reason, quirk: id }],
    }) satisfies RuleOutcome;

  if (of === 'endUser') {
    if (!long(request.endUser)) return undefined;
    const endUser = cut(request.endUser);
    return truncated({ endUser }, 'endUser', request.endUser, endUser);
  }
  if (of === 'formatName') {
    const format = request.responseFormat;
    if (format === undefined || !long(format.name)) return undefined;
    const responseFormat = { ...format, name: cut(format.name) };
    const asJson = (value: object) => value as unknown as JsonObject;
    return truncated({ responseFormat }, 'responseFormat', asJson(format), asJson(responseFormat));
  }
  if (of === 'toolDescription') {
    if (!request.tools?.some(({ description }) => long(description))) return undefined;
    const tools = request.tools.map((tool) =>
      long(tool.description) ? { ...tool, description: cut(tool.description) } : tool,
    );
    return truncated({ tools }, 'tools', request.tools as unknown as JsonValue, tools as unknown as JsonValue);
  }
  if (of === 'speakerName') {
    const longer = request.messages.filter(({ name }) => long(name));
    if (longer.length === 0) return undefined;
    const messages = request.messages.map((message) =>
      long(message.name) ? { ...message, name: cut(message.name) } : message,
    );
    return truncated({ messages }, 'messages', { speakerNames: longer.length }, { characters: most });
  }
  const { stop } = request.parameters;
  if (!stop?.some(long)) return undefined;
  const sent = stop.filter((sequence) => !long(sequence));
  if (sent.length === 0) return withoutParameter(request, 'stop', model, { reason, quirk: id });
  return truncated({ parameters: { ...request.parameters, stop: sent } }, 'stop', stop, sent);
};
