import { mean } from '../statistics/interval.js';
import { seededRandom } from '../seeded-random.js';
import type { Answer, Candidate, Search, SearchExample } from './search.js';
import { AnswerBook } from './answer-book.js';
import { BudgetPlan, type Hold } from './budget-plan.js';
import { keepRequired } from './keep-required.js';
import { ranked, worths } from './ranked.js';
import { labelOf, spreadOverLabels } from './label-of.js';
import { allSwitches, type Switches } from './switches.js';

/** A piece of the search that runs beside others, sees only what was merged when it began, and is merged in its turn. */
export interface Stage {
  readonly name: string;
  readonly hold: Hold;
  run(desk: StageDesk): Promise<StageResult>;
}

export interface StageResult {
  /** In canonical order. */
  readonly created: readonly Candidate[];
  /** Those scored on the whole race set. */
  readonly finished: readonly Candidate[];
}

/** Where a stage buys. */
export interface StageDesk {
  readonly book: AnswerBook;
  /** The search's answers as they were when the stage began, for what must not depend on which of its own have come. */
  readonly before: AnswerBook;
  /** The search's candidates as they were when the stage began. */
  readonly created: ReadonlyMap<string, Candidate>;
  /** Told of candidates when they are made, for a search that is stopped before the stage can give its result. */
  readonly begun: Candidate[];
  ask: (candidate: Candidate, example: SearchExample) => Promise<Answer>;
  propose: (messages: Parameters<Search['propose']>[0], sample: number) => Promise<string>;
}

/** Examples of a race for each root of the task calls: few at first, when gains are large and many children are worth a look. */
const PER_ROOT = { first: 1, last: 2 };
const LEAST_RACE = 8;
/** Examples by which the order of a race moves on. */
const MOVE = 7;
const LEAST_GAIN = 0.005;
/** So many slots are not filled by a few stages; with so many calls for each of them, it is time that is short. */
const MANY = { slots: 24, callsEach: 96 };

/** Everything that the search knows, changed only by `merge`, in the order of the stages. */
export class SearchState {
  readonly book = new AnswerBook();
  readonly plan: BudgetPlan;
  readonly train: readonly SearchExample[];
  readonly validation: readonly SearchExample[];
  /** An instruction with what it must not lose. */
  readonly keep: (instruction: string) => string | undefined;
  /** Examples of `validation` on which children race, from its start. */
  raceSize: number;
  /** Whether to wait for what runs, and know more, rather than to fill the slots. */
  readonly waits: boolean;
  leader: Candidate;
  /** Scored on the race set as it was when they raced, oldest first, the baseline among them. */
  readonly pool: Candidate[];
  /** Created, dropped ones included, oldest first. */
  readonly created = new Map<string, Candidate>();
  /** Racing when the search was stopped. */
  readonly interrupted: Candidate[] = [];
  /** Stages begun; part of every seed. */
  begun = 0;
  /** Of the last leader that was better than all before: stages merged and task calls bought by then, and what it was worth. */
  lastGain = { stage: 0, tasks: 0, worth: -Infinity };
  merged = 0;

  constructor(
    readonly search: Search,
    readonly switches: Switches = allSwitches,
  ) {
    const order = (name: string, examples: readonly SearchExample[]) =>
      spreadOverLabels(seededRandom(search.seed, name).shuffled(examples));
    this.validation = order('validation', search.validation);
    // Without training examples the failures have to come from those that choose; the test stays untouched.
    this.train = search.train.length > 0 ? order('train', search.train) : this.validation;
    this.keep = keepRequired(search);
    this.plan = new BudgetPlan(search.limits, search.estimates);
    this.leader = search.baseline;
    this.pool = [search.baseline];
    this.created.set(search.baseline.id, search.baseline);
    this.raceSize = this.raceSizeAt(0);
    const { concurrency } = search;
    this.waits = concurrency < MANY.slots || this.plan.taskCallsPlanned < MANY.callsEach * concurrency;
  }

  get raceSet(): readonly SearchExample[] {
    return this.validation.slice(0, this.raceSize);
  }

  /**
   * The race set in the order of the next race. Races drop most on their first examples: a leader that owes its place to
   * luck on these would keep everything else out, so that after a while without a gain the order moves on.
   */
  get raceOrder(): readonly SearchExample[] {
    const stale = Math.max(0, this.merged - this.lastGain.stage - 1);
    const from = (stale * MOVE) % this.raceSize;
    return [...this.raceSet.slice(from), ...this.raceSet.slice(0, from)];
  }

  /** Calls that the leader's part of a race can still take. */
  get leaderLacks(): number {
    return this.raceSet.filter((example) => this.book.of(this.leader, example) === undefined).length;
  }

  get labels(): number {
    return new Set(this.train.map((example) => labelOf(example) ?? example.id)).size;
  }

  meanOf(candidate: Candidate, examples: readonly SearchExample[] = this.raceSet): number {
    return mean(this.book.scores(candidate, examples));
  }

  desk(priority: number): StageDesk {
    const book = new AnswerBook(this.book);
    return {
      book,
      before: new AnswerBook(this.book),
      created: new Map(this.created),
      begun: [],
      ask: async (candidate, example) => {
        const known = book.of(candidate, example);
        if (known !== undefined) return known;
        const answer = await this.search.call(candidate, example, priority);
        book.write(candidate, example, answer);
        return answer;
      },
      propose: async (messages, sample) => {
        // Before the tasks of its own stage: a proposal takes long, and others have work meanwhile.
        const { text, cost } = await this.search.propose(messages, sample, priority - 0.5);
        book.writeProposal({ key: `proposal ${sample}`, purpose: 'proposal', cost: { calls: 1, ...cost } });
        return text;
      },
    };
  }

  merge(book: AnswerBook, result: StageResult): void {
    this.plan.settle(book.purchases());
    this.book.merge(book);
    this.merged += 1;
    this.raceSize = Math.max(this.raceSize, this.raceSizeAt(this.plan.taskCallsBought));
    const fresh = result.created.filter((candidate) => !this.created.has(candidate.id));
    for (const candidate of fresh) this.created.set(candidate.id, candidate);
    for (const candidate of result.finished) {
      if (!this.pool.some((other) => other.id === candidate.id)) this.pool.push(candidate);
    }
    for (const candidate of fresh) this.report(candidate);
    this.lead(result.finished);
  }

  /** Keeps what a stage bought that was stopped half way. */
  salvage({ book, begun }: StageDesk): void {
    this.plan.settle(book.purchases());
    this.book.merge(book);
    for (const candidate of begun) {
      if (this.created.has(candidate.id)) continue;
      this.created.set(candidate.id, candidate);
      this.interrupted.push(candidate);
      this.report(candidate);
    }
  }

  report(candidate: Candidate): void {
    this.search.report(
      candidate,
      this.validation.flatMap((example) => {
        const answer = this.book.of(candidate, example);
        return answer === undefined ? [] : [{ example: example.id, answer }];
      }),
    );
  }

  private raceSizeAt(bought: number): number {
    const tasks = Math.max(1, this.plan.taskCallsPlanned);
    const perRoot = PER_ROOT.first + (PER_ROOT.last - PER_ROOT.first) * Math.min(1, bought / tasks);
    return Math.min(this.validation.length, Math.max(LEAST_RACE, Math.round(perRoot * Math.sqrt(tasks))));
  }

  private lead(finished: readonly Candidate[]): void {
    if (finished.length === 0) return;
    const best = ranked(this, this.pool)[0]!;
    if (best.id === this.leader.id) return;
    this.leader = best;
    const worth = worths(this).get(best.id)!;
    // Where leaders only take turns, nothing is gained.
    if (worth > this.lastGain.worth + LEAST_GAIN) {
      this.lastGain = { stage: this.merged, tasks: this.plan.taskCallsBought, worth };
    }
    this.search.leads(best, this.meanOf(best));
  }
}
