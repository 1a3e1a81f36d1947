import { fewestTokens, type Completion, type CompletionReport, type CompletionRequest } from 'byom/sdk';
import { modelName } from './model-name.js';

/** No window is so small that fewer would not fit. */
const alwaysFits = 100;

/** The server answers with the model that it runs, whichever was asked for, and older builds cut what is too long. */
export function noticeLlamacpp(
  { model, messages }: CompletionRequest,
  { usage }: Completion,
  answeredBy: string | undefined,
): readonly CompletionReport[] {
  const reports: CompletionReport[] = [];
  if (answeredBy !== undefined && answeredBy !== '' && modelName(answeredBy) !== modelName(model)) {
    reports.push({
      quirk: 'other-model-answered',
      parameter: 'model',
      reason: 'llama-server says that another model than the one asked for has answered.',
      lossless: false,
    });
  }
  const fewest = fewestTokens(messages);
  if (usage !== undefined && fewest >= alwaysFits && usage.inputTokens < fewest * 0.95) {
    reports.push({
      quirk: 'input-cut',
      parameter: 'messages',
      reason: 'llama-server read fewer tokens than the messages have: it cut some out, since its window is too small.',
      lossless: false,
    });
  }
  return reports;
}
