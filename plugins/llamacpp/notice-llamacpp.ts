import type { Completion, CompletionReport, CompletionRequest } from 'byom/sdk';
import { modelName } from './model-name.js';

/** The server answers with the model that it runs, whichever was asked for; newer builds say which one that is. */
export function noticeLlamacpp(
  { model }: CompletionRequest,
  _completion: Completion,
  answeredBy: string | undefined,
): readonly CompletionReport[] {
  if (answeredBy === undefined || answeredBy === '' || modelName(answeredBy) === modelName(model)) return [];
  return [
    {
      quirk: 'other-model-answered',
      parameter: 'model',
      reason: 'llama-server says that another model than the one asked for has answered.',
      lossless: false,
    },
  ];
}
