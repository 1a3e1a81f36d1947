import type { Completion, CompletionReport, CompletionRequest } from 'byom/sdk';

/** A server may answer by a name that it was not asked for; a LoRA adapter answers by its own. */
export function noticeVllm(
  { model }: CompletionRequest,
  _completion: Completion,
  answeredBy: string | undefined,
): readonly CompletionReport[] {
  if (answeredBy === undefined || answeredBy === model) return [];
  return [
    {
      quirk: 'served-name',
      parameter: 'model',
      reason: 'vLLM says that another model than the one asked for has answered.',
      lossless: false,
    },
  ];
}
