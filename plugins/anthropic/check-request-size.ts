import { ProviderError, type CompletionRequest } from 'byom/sdk';

const mostBytes = 32 * 1024 * 1024;

/** Refuses what the provider would; texts and images are all that can be so large. */
export function checkRequestSize({ messages }: CompletionRequest): void {
  let characters = 0;
  for (const { content, images = [] } of messages) {
    characters += content.length;
    for (const { base64 = '' } of images) characters += base64.length;
  }
  // Bytes are counted only where they could be too many.
  if (characters * 3 <= mostBytes || bytesOf(messages) <= mostBytes) return;
  throw new ProviderError(
    'REQUEST_TOO_LARGE',
    'The provider takes requests of up to 32 MiB: send fewer or smaller images.',
    {
      notSent: true,
    },
  );
}

const bytesOf = (messages: CompletionRequest['messages']) => Buffer.byteLength(JSON.stringify(messages));
