import { mean } from '../statistics/interval.js';
import type { SearchExample } from './search.js';
import type { LostModel, ModelRace, RaceAnswer, RacingModel } from './model-race.js';

/** Of the answers asked for, the least share that a model must give for its score to stand for it. */
const LEAST_ANSWERED = 0.75;

/** One model's way through the examples. */
export class RaceLane {
  /** In the order of the examples. */
  readonly answers: { readonly example: string; readonly answer: RaceAnswer }[] = [];
  lost: LostModel | undefined;
  /** Whether its answers are those that it is judged by. */
  prepared: boolean;

  constructor(
    private readonly race: ModelRace,
    readonly model: RacingModel,
  ) {
    this.prepared = race.prepare === undefined;
  }

  get asked(): number {
    return this.answers.length;
  }

  get ended(): boolean {
    return this.asked >= this.race.examples.length;
  }

  get scores(): readonly number[] {
    return this.answers.flatMap(({ answer }) => (answer.kind === 'scored' ? [answer.score] : []));
  }

  /** Dollars of a call as measured; undefined while nothing is known of it. */
  get cost(): number | undefined {
    const costs = this.answers.flatMap(({ answer }) =>
      answer.kind === 'scored' ? [(answer.own ?? answer.cost).usd] : [],
    );
    return this.model.priced && costs.length > 0 ? mean(costs) : undefined;
  }

  get refuses(): boolean {
    return this.asked > 0 && this.scores.length < LEAST_ANSWERED * this.asked;
  }

  async prepare(): Promise<void> {
    this.lost ??= await this.race.prepare?.(this.model);
    this.answers.length = 0;
    this.prepared = true;
  }

  /** The next block of examples; returns the new scores. */
  async advance(block: number, priority: number): Promise<readonly number[]> {
    const examples = this.race.examples.slice(this.asked, this.asked + block);
    const replies = await Promise.all(
      examples.map(async (example: SearchExample) => ({
        example: example.id,
        answer: await this.race.call(this.model, example, priority),
      })),
    );
    const before = this.scores.length;
    for (const { example, answer } of replies) {
      if (answer.kind === 'lost') this.lost ??= answer;
      else this.answers.push({ example, answer });
    }
    this.race.report(this.model, this.answers);
    return this.scores.slice(before);
  }
}
