import type { CompletionReport, CompletionRequest, ErrorCode, JsonObject, ProviderAdapter } from 'byom/sdk';
import { openAICompatible } from 'byom/openai-compatible';

/** Chat completions as xAI spells them. */
export const xaiAdapter = (): ProviderAdapter =>
  openAICompatible({
    amendBody: (body) => ({ ...body, messages: withUserNames(body['messages'] as readonly JsonObject[]) }),
    classifyError: meaningOf,
    notice: reportsOf,
  });

function withUserNames(messages: readonly JsonObject[]): readonly JsonObject[] {
  return messages.map((message) => {
    if (message['role'] === 'user' || !('name' in message)) return message;
    const { name: _, ...nameless } = message;
    return nameless;
  });
}

/** What the words of a refusal mean, since its status and code say less than they mean, or another thing. */
function meaningOf(status: number, { message, code }: { message: string; code?: string }): ErrorCode | undefined {
  if (/incorrect api key|api key.{0,40}(invalid|disabled)/i.test(message)) return 'CREDENTIAL_INVALID';
  if (/violates usage guidelines|SAFETY_CHECK_TYPE/.test(message)) return 'CONTENT_FILTERED';
  if (/available credits|spending limit|doesn't have any credits|purchase more credits/i.test(message)) {
    return 'QUOTA_EXHAUSTED';
  }
  if (status < 300 && /currently unavailable/i.test(`${code} ${message}`)) return 'PROVIDER_OVERLOADED';
  return undefined;
}

const reportsOf = ({ messages }: CompletionRequest): readonly CompletionReport[] =>
  messages.some(({ role, name }) => role !== 'user' && name !== undefined) ? [namesLeftOut] : [];

const namesLeftOut: CompletionReport = {
  quirk: 'names-of-users-only',
  parameter: 'messages',
  reason: 'xAI takes names on messages of users alone: the others were left out.',
  lossless: false,
};
