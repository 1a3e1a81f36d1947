import type { CompletionDelta, CompletionRequest } from './completion.js';

type Tell = (delta: CompletionDelta) => void;

/** Lets pieces of a call's arguments through only where they are the answer, which a tool was asked to take. */
export function withAnswerPieces<T extends Tell | undefined>(
  tell: T,
  { formatTool }: Pick<CompletionRequest, 'formatTool'>,
): T {
  if (tell === undefined) return tell;
  const told: Tell = (delta) => {
    if (delta.toolArguments === undefined || delta.toolArguments.name === formatTool) tell(delta);
  };
  return told as T;
}
