import type { OpenAICompatibleOptions } from 'byom/openai-compatible';

/** Failures that OpenAI tells apart by their words alone. */
export const classifyError: NonNullable<OpenAICompatibleOptions['classifyError']> = (status, { message }) => {
  if (status !== 400 && status !== 403 && status !== 404) return undefined;
  if (/organization must be verified/i.test(message)) return 'CREDENTIAL_INVALID';
  return /only supported in v1\/|not a chat model|not supported in the v1\/chat/i.test(message)
    ? 'UNSUPPORTED_FEATURE'
    : undefined;
};
