import type { FinishReason } from '../../sdk/index.js';
import { defineEnum } from './define-enum.js';

export const FinishReasonEnum = defineEnum<FinishReason>('FinishReason', 'Why an answer ended.', {
  stop: 'The model had finished, or met a stop sequence.',
  length: 'It reached the limit of output tokens.',
  'tool-calls': 'It waits for the answers to its tool calls.',
  'content-filter': "The provider's filter cut it off.",
  refusal: 'The model declined to answer.',
  other: 'The provider gave a reason that has no common name.',
});
