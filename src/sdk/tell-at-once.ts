import type { Completion, CompletionDelta } from './completion.js';

/** Tells an answer that came whole though a stream was asked for. */
export function tellAtOnce({ choices }: Completion, onDelta: ((delta: CompletionDelta) => void) | undefined): void {
  const [choice] = choices;
  if (choice?.reasoning !== undefined) onDelta?.({ reasoning: choice.reasoning });
  if (choice?.text) onDelta?.({ text: choice.text });
  for (const toolCall of choice?.toolCalls ?? []) onDelta?.({ toolCall });
}
