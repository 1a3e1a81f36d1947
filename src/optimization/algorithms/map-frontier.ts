import { BettingTest } from '../statistics/betting-test.js';
import type { ModelRace } from './model-race.js';
import { RaceLane } from './race-lane.js';

/** For the whole frontier; for each pair of models its share. */
const WRONGLY_DROPPED = 0.05;
const BLOCK = { least: 8, most: 24 };

/** Whether one model is better than another, from their scores on the same examples. */
class PairedBets {
  private readonly bets = new BettingTest(0.5);
  private seen = 0;

  /** In favour of `a`: what whoever bet on it has of each unit. */
  favour(a: RaceLane, b: RaceLane): number {
    const both = Math.min(a.asked, b.asked);
    for (; this.seen < both; this.seen += 1) {
      const [one, other] = [a.answers[this.seen]!.answer, b.answers[this.seen]!.answer];
      if (one.kind === 'scored' && other.kind === 'scored') this.bets.add((one.score - other.score + 1) / 2);
    }
    return this.bets.over;
  }
}

export interface FrontierStanding {
  readonly lane: RaceLane;
  /** `dropped`: another is no dearer, no slower and shown to be better. `lost`: it cannot be called, or refuses too much. */
  readonly verdict: 'open' | 'heard' | 'dropped' | 'lost';
}

/**
 * Scores models on the same examples in the same order, all at once, and drops those early that cannot be on the frontier
 * of quality, cost and latency. Such a drop is the only thing here that looks at time; it costs the dropped one a narrower
 * interval, and no other its place.
 */
export async function mapFrontier(
  race: ModelRace,
  onState?: (state: () => readonly FrontierStanding[]) => void,
): Promise<readonly FrontierStanding[]> {
  const lanes = race.models.map((model) => new RaceLane(race, model));
  const bets = new Map(lanes.map((a) => [a, new Map(lanes.map((b) => [b, new PairedBets()]))]));
  const enough = (lanes.length * Math.max(1, lanes.length - 1)) / WRONGLY_DROPPED;
  const block = Math.max(BLOCK.least, Math.min(BLOCK.most, race.concurrency));
  const dropped = new Set<RaceLane>();
  const noDearer = (a: RaceLane, b: RaceLane) => a.cost !== undefined && b.cost !== undefined && a.cost <= b.cost;
  const noSlower = (a: RaceLane, b: RaceLane) =>
    (race.latencyMs(a.model) ?? Infinity) <= (race.latencyMs(b.model) ?? 0);
  const lost = (lane: RaceLane) => lane.lost !== undefined || lane.refuses;
  const state = () =>
    lanes.map((lane): FrontierStanding => {
      const verdict = lost(lane) ? 'lost' : dropped.has(lane) ? 'dropped' : lane.ended ? 'heard' : 'open';
      return { lane, verdict };
    });
  onState?.(state);

  if (race.prepare !== undefined) {
    race.phase('fitting the prompt to the models');
    await Promise.all(lanes.map((lane) => lane.prepare()));
  }
  race.phase('scoring the models');
  for (let round = 0; ; round += 1) {
    const open = state().flatMap(({ lane, verdict }) => (verdict === 'open' ? [lane] : []));
    if (open.length === 0) return state();
    await Promise.all(open.map((lane) => lane.advance(block, round)));
    for (const lane of open) {
      const better = lanes.some(
        (other) =>
          other !== lane &&
          !lost(other) &&
          bets.get(other)!.get(lane)!.favour(other, lane) >= enough &&
          noDearer(other, lane) &&
          noSlower(other, lane),
      );
      if (better) dropped.add(lane);
    }
  }
}
