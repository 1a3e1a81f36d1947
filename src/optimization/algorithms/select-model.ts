import { BarTest, type BarVerdict } from './bar-test.js';
import type { ModelRace, RacingModel } from './model-race.js';
import { RaceLane } from './race-lane.js';

/** In all; for each model its share. */
const WRONGLY_OVER = 0.05;
/** Only the model that should have been found can be dropped to harm: so each has it whole. */
const WRONGLY_UNDER = 0.05;
/** Examples that tell what a call of each model costs, before the cheapest goes on. */
const FIRST = 8;
const BLOCK = { least: 8, most: 24 };

export interface ModelStanding {
  readonly lane: RaceLane;
  /** `lost`: it cannot be called, or refuses too much. `untried`: a cheaper one was found first. */
  readonly verdict: Exclude<BarVerdict, 'open'> | 'open' | 'lost';
}

/** The state of the choice, for whoever is stopped in it. */
export interface ModelChoice {
  /** Cheapest first. */
  readonly standings: readonly ModelStanding[];
  /** The cheapest model shown to be over the bar, none that is cheaper being open; undefined where there is none (yet). */
  readonly chosen: RacingModel | undefined;
}

/**
 * Looks for the cheapest model over the bar. All begin on the same few examples, which show what a call really costs; from
 * then on the cheapest open one goes on by itself, until it is shown over the bar (then dearer ones need no hearing),
 * under it, or not to be told. Ties in cost are heard out and go to the faster.
 */
export async function selectModel(
  race: ModelRace,
  minQuality: number,
  onState?: (state: () => ModelChoice) => void,
): Promise<ModelChoice> {
  const lanes = race.models.map((model) => new RaceLane(race, model));
  const error = { over: WRONGLY_OVER / race.models.length, under: WRONGLY_UNDER };
  const tests = new Map(lanes.map((lane) => [lane, new BarTest(minQuality, error, race.examples.length)]));
  const block = Math.max(BLOCK.least, Math.min(BLOCK.most, race.concurrency));
  const verdictOf = (lane: RaceLane): ModelStanding['verdict'] => {
    if (lane.lost !== undefined || lane.refuses) return 'lost';
    return lane.prepared ? tests.get(lane)!.verdict(lane.ended) : 'open';
  };
  const cost = (lane: RaceLane) => lane.cost ?? Infinity;
  const cheapestFirst = () =>
    lanes.toSorted((a, b) => (cost(a) === cost(b) ? lanes.indexOf(a) - lanes.indexOf(b) : cost(a) - cost(b)));
  const state = (): ModelChoice => {
    const standings = cheapestFirst().map((lane) => ({ lane, verdict: verdictOf(lane) }));
    const over = standings.filter(({ verdict }) => verdict === 'over');
    const tied = over.filter(({ lane }) => cost(lane) === cost(over[0]!.lane));
    const latency = ({ lane }: ModelStanding) => race.latencyMs(lane.model) ?? Infinity;
    const chosen = tied.toSorted((a, b) => (latency(a) === latency(b) ? 0 : latency(a) - latency(b)))[0]?.lane;
    const open = standings.some(
      ({ lane, verdict }) => verdict === 'open' && (chosen === undefined || cost(lane) <= cost(chosen)),
    );
    return { standings, chosen: open ? undefined : chosen?.model };
  };
  onState?.(state);

  const advance = async (lane: RaceLane, examples: number, priority: number) => {
    const scores = await lane.advance(examples, priority);
    if (lane.prepared) for (const score of scores) tests.get(lane)!.add(score);
  };
  race.phase('measuring costs');
  await Promise.all(lanes.map((lane, index) => advance(lane, FIRST, index)));
  for (let round = 1; ; round += 1) {
    const { standings, chosen } = state();
    const next = standings.find(({ verdict }) => verdict === 'open');
    if (chosen !== undefined || next === undefined) return state();
    if (!next.lane.prepared) {
      race.phase(`fitting the prompt to ${next.lane.model.ref}`);
      await next.lane.prepare();
    }
    race.phase(`judging ${next.lane.model.ref}`);
    if (next.lane.lost === undefined) await advance(next.lane, block, round);
  }
}
