import type { ByomError, Choice, Completion, CompletionDelta } from '../sdk/index.js';
import { cleanDeltas } from './clean-deltas.js';
import { cleanError } from './clean-error.js';
import { cleanValue } from './clean-value.js';
import { SecretScrubber } from './secret-scrubber.js';

/**
 * Takes the secrets with which a request was sent out of everything that is made of its answer. The bytes are searched as
 * they come in, and once more what a plugin read of them, where nothing is escaped or split any more.
 */
export class AnswerCleaner {
  scrubber: SecretScrubber | undefined;

  /** The secrets of the request that is about to be sent, and what was derived of them. */
  lookFor(secrets: readonly string[]): void {
    this.scrubber = secrets.length === 0 ? undefined : new SecretScrubber(secrets);
  }

  /** Fails with PROVIDER_PROTOCOL where it nests too deep. */
  readonly value = <T>(value: T): T => cleanValue(value, this.#text);

  completion(completion: Completion): Completion {
    const clean = this.value(completion);
    if (clean === completion) return completion;
    return { ...clean, choices: clean.choices.map((choice, index) => told(choice, completion.choices[index]!)) };
  }

  error(error: ByomError): ByomError {
    return this.scrubber === undefined ? error : cleanError(error, this.#text);
  }

  /** `onDelta` for whoever reads the answer, and `end` for when all of it was read. */
  deltas(tell: (delta: CompletionDelta) => void) {
    const stream = () => this.scrubber?.textStream() ?? { push: (piece: string) => piece, end: () => '' };
    return cleanDeltas(stream, this.value, tell);
  }

  readonly #text = (text: string): string => this.scrubber?.scrubText(text) ?? text;
}

/** The tokens one by one would spell what the text does not say any more. */
function told(clean: Choice, read: Choice): Choice {
  if (clean.text === read.text && clean.reasoning === read.reasoning) return clean;
  const { logprobs: _, ...rest } = clean;
  return rest;
}
