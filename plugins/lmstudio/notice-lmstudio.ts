import { fewestTokens, type Completion, type CompletionReport, type CompletionRequest } from 'byom/sdk';

/** No window is so small that fewer would not fit. */
const alwaysFits = 100;

/** What an answer shows that its reader should know. */
export function noticeLmstudio(
  { model, messages }: CompletionRequest,
  { usage }: Completion,
  answeredBy: string | undefined,
): readonly CompletionReport[] {
  const reports: CompletionReport[] = [];
  if (answeredBy !== undefined && answeredBy !== '' && withoutInstance(answeredBy) !== withoutInstance(model)) {
    reports.push({
      quirk: 'other-model-answered',
      parameter: 'model',
      reason: 'LM Studio says that another model than the one asked for has answered.',
      lossless: false,
    });
  }
  const fewest = fewestTokens(messages);
  if (usage !== undefined && fewest >= alwaysFits && usage.inputTokens < fewest * 0.95) {
    reports.push({
      quirk: 'overflow-policy',
      parameter: 'messages',
      reason: 'LM Studio read fewer tokens than the messages have: it left some out, since its window is too small.',
      lossless: false,
    });
  }
  return reports;
}

/** A second instance of a model is numbered, `name:2`; a variant stands behind `@`. */
const withoutInstance = (name: string): string => name.replace(/:\d+$/, '').replace(/@.*$/, '').toLowerCase();
