import type { Completion, CompletionReport, CompletionRequest } from 'byom/sdk';

/** A token of the densest text that people write is seldom longer; so this many are sent at the very least. */
const mostCharactersPerToken = 8;
/** Below this a template's own tokens and chance would tell as much. */
const fewestCharacters = 2_000;

/** Whether the server read far less than was sent to it, which it does not say itself. */
export function noticedTruncation({ messages }: CompletionRequest, { usage }: Completion): readonly CompletionReport[] {
  const characters = messages.reduce((sum, { content }) => sum + content.length, 0);
  if (usage === undefined || characters < fewestCharacters) return [];
  if (usage.inputTokens >= characters / mostCharactersPerToken) return [];
  return [
    {
      quirk: 'silent-truncation',
      parameter: 'messages',
      reason: 'The server read far fewer tokens than were sent: it dropped messages. Give it a larger context window.',
      lossless: false,
    },
  ];
}
