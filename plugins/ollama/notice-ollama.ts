import { fewestTokens, type CompletionReport, type CompletionRequest } from 'byom/sdk';
import type { OllamaAnswer } from './read-ollama-answer.js';
import { tagged } from './probe-ollama.js';

/** No window is so small that fewer would not fit. */
const alwaysFits = 100;
/** Milliseconds of loading that are worth a word. */
const longLoad = 5_000;

/** What an answer shows that its reader should know. */
export function noticeOllama(
  { messages, model, parameters }: CompletionRequest,
  { choice, last: reply }: OllamaAnswer,
): readonly CompletionReport[] {
  const reports: CompletionReport[] = [];
  const fewest = fewestTokens(messages);
  if (reply.usage !== undefined && fewest >= alwaysFits && reply.usage.inputTokens < fewest * 0.95) {
    reports.push({
      quirk: 'silent-truncation',
      parameter: 'messages',
      reason: 'Ollama read fewer tokens than the messages have: it left out the oldest, since its window is too small.',
      lossless: false,
    });
  }
  if (reply.model !== '' && tagged(reply.model) !== tagged(model)) {
    reports.push({
      quirk: 'other-model-answered',
      parameter: 'model',
      reason: 'Ollama says that another model than the one asked for has answered.',
      lossless: false,
    });
  }
  if (parameters.logprobs !== undefined && choice.logprobs === undefined) {
    reports.push({
      quirk: 'logprobs-since-0-12-11',
      parameter: 'logprobs',
      reason: 'This Ollama gave no log probabilities: its version knows none.',
      lossless: false,
    });
  }
  if (reply.remoteHost !== '') {
    reports.push({
      quirk: 'answered-in-the-cloud',
      parameter: 'model',
      reason: 'The model runs elsewhere: this Ollama handed the request on to another host.',
      lossless: true,
    });
  }
  if (reply.loadMs >= longLoad) {
    reports.push({
      quirk: 'load-on-demand',
      parameter: 'model',
      reason: `Ollama loaded the model first, which took ${Math.round(reply.loadMs / 1_000)} seconds of the answer's time.`,
      lossless: true,
    });
  }
  return reports;
}
