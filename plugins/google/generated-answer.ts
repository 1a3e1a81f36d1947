import type { Completion, CompletionDelta, ProviderResponse, TokenUsage } from 'byom/sdk';
import { answerReports } from './answer-reports.js';
import { fieldsOf, isFields, listOf, textOf, type Fields } from './fields.js';
import { googleError } from './google-error.js';
import { notAnAnswer } from './not-an-answer.js';
import { StreamedCandidate } from './streamed-candidate.js';
import { usageOf } from './usage-of.js';

/** An answer, put together from the replies of a stream, or from the only one. */
export class GeneratedAnswer {
  readonly #candidates = new Map<number, StreamedCandidate>();
  #usage: TokenUsage | undefined;
  #id: string | undefined;
  #blocked = false;

  constructor(
    private readonly head: ProviderResponse,
    private readonly onDelta?: (delta: CompletionDelta) => void,
  ) {}

  get complete(): boolean {
    const candidates = [...this.#candidates.values()];
    return candidates.length > 0 ? candidates.every(({ finished }) => finished) : this.#blocked;
  }

  take(reply: Fields): void {
    if (reply['error'] !== undefined && reply['error'] !== null) throw googleError(reply, this.head);
    this.#id ??= textOf(reply['responseId']);
    this.#usage = usageOf(reply['usageMetadata']) ?? this.#usage;
    const blocked = textOf(fieldsOf(reply['promptFeedback'])['blockReason']) ?? '';
    this.#blocked ||= blocked !== '' && !blocked.endsWith('_REASON_UNSPECIFIED');
    for (const [at, item] of listOf(reply['candidates']).entries()) {
      if (!isFields(item)) throw notAnAnswer('The provider sent a candidate that is none.', this.head);
      const index = typeof item['index'] === 'number' ? item['index'] : at;
      let candidate = this.#candidates.get(index);
      // Deltas carry no number, so those of the first alone are told.
      candidate ??= new StreamedCandidate(this.head, index === 0 ? this.onDelta : undefined);
      this.#candidates.set(index, candidate);
      candidate.add(item, this.#id ?? String(index));
    }
  }

  completion(): Completion {
    if (!this.complete) throw notAnAnswer('The answer ended before it was whole.', this.head);
    const candidates = [...this.#candidates].toSorted(([a], [b]) => a - b).map(([, candidate]) => candidate);
    const completion: Completion = {
      choices:
        candidates.length > 0
          ? candidates.map((candidate) => candidate.toChoice())
          : [{ text: '', finishReason: 'content-filter', toolCalls: [] }],
      ...(this.#usage !== undefined && { usage: this.#usage }),
      ...(this.#id !== undefined && { providerRequestId: this.#id }),
    };
    const reports = answerReports(
      completion,
      candidates.reduce((sum, { media }) => sum + media, 0),
    );
    return reports.length > 0 ? { ...completion, reports } : completion;
  }
}
