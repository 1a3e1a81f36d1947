import { mapFrontier, type FrontierStanding } from '../../optimization/algorithms/map-frontier.js';
import type { ModelRace, RacingModel } from '../../optimization/algorithms/model-race.js';
import type { RaceLane } from '../../optimization/algorithms/race-lane.js';
import { selectModel, type ModelChoice } from '../../optimization/algorithms/select-model.js';
import { mean } from '../../optimization/statistics/interval.js';
import type { ErrorCode } from '../../sdk/index.js';
import { OptimizationStopped } from './optimization-stopped.js';

export interface JudgedModel {
  readonly model: RacingModel;
  /** In words. */
  readonly verdict: string;
  /** Another is better, no dearer and no slower. */
  readonly dominated: boolean;
}

export interface ChosenModel {
  /** The one to recommend; where none was shown to do, the best so far. Undefined where none could be called. */
  readonly best: RacingModel | undefined;
  /** Whether what was asked for was found. */
  readonly found: boolean;
  readonly judged: readonly JudgedModel[];
  /** Where none could be called: the first reason. */
  readonly lost?: ErrorCode;
  /** The outcome in a sentence. */
  readonly told: string;
  readonly stopped?: OptimizationStopped;
}

const figure = (value: number) => value.toFixed(3);
const scored = (lane: RaceLane) => `${figure(mean(lane.scores))} on ${lane.scores.length} examples`;
const dollars = (lane: RaceLane) => (lane.cost === undefined ? '' : ` at $${lane.cost.toPrecision(2)} a call`);

/** Highest mean first; of equals the cheaper, and where nothing was heard yet the first. */
function bestOf(lanes: readonly RaceLane[]): RaceLane | undefined {
  const heard = lanes
    .filter((lane) => lane.scores.length > 0)
    .toSorted((a, b) => mean(b.scores) - mean(a.scores) || (a.cost ?? Infinity) - (b.cost ?? Infinity));
  return heard[0] ?? lanes[0];
}

async function untilStopped<State>(
  work: (onState: (state: () => State) => void) => Promise<State>,
): Promise<{ readonly state: State; readonly stopped?: OptimizationStopped }> {
  let state: (() => State) | undefined;
  try {
    return { state: await work((begun) => (state = begun)) };
  } catch (error) {
    if (!(error instanceof OptimizationStopped) || state === undefined) throw error;
    return { state: state(), stopped: error };
  }
}

async function cheapestOver(race: ModelRace, minQuality: number): Promise<ChosenModel> {
  const { state, stopped } = await untilStopped<ModelChoice>((onState) => selectModel(race, minQuality, onState));
  const { standings, chosen } = state;
  const bar = String(minQuality);
  const judged = standings.map(({ lane, verdict }): JudgedModel => {
    const words = {
      over: `shown to reach ${bar}`,
      under: `shown to stay under ${bar}`,
      unclear: `not shown to reach ${bar}, nor could the examples left show it`,
      open: stopped === undefined ? 'not heard to the end: a cheaper one was found' : 'not heard to the end',
      lost: `could not be called: ${lane.lost?.code ?? 'it refuses too many examples'}`,
    };
    return { model: lane.model, verdict: words[verdict], dominated: false };
  });
  const laneOf = (model: RacingModel) => standings.find(({ lane }) => lane.model === model)!.lane;
  const usable = standings.flatMap(({ lane, verdict }) => (verdict === 'lost' ? [] : [lane]));
  const best = chosen ?? standings.find(({ verdict }) => verdict === 'over')?.lane.model ?? bestOf(usable)?.model;
  const found =
    chosen === undefined
      ? best === undefined
        ? 'No model could be called.'
        : `No model was shown to be the cheapest that reaches ${bar}; the best so far is ${best.ref}, ${scored(laneOf(best))}.`
      : `${chosen.ref} is the cheapest model shown to reach ${bar} (95% confidence): ${scored(laneOf(chosen))}${dollars(laneOf(chosen))}.`;
  const others = judged
    .filter(({ model }) => model !== best)
    .map(({ model, verdict }) => `${model.ref} ${verdict} (${scored(laneOf(model))}${dollars(laneOf(model))})`);
  const told = others.length === 0 ? found : `${found} ${others.join('; ')}.`;
  const lost = standings.map(({ lane }) => lane.lost?.code).find((code) => code !== undefined);
  return { best, found: chosen !== undefined, judged, told, lost, ...(stopped === undefined ? {} : { stopped }) };
}

async function wholeFrontier(race: ModelRace): Promise<ChosenModel> {
  const { state, stopped } = await untilStopped<readonly FrontierStanding[]>((onState) => mapFrontier(race, onState));
  const judged = state.map(({ lane, verdict }): JudgedModel => {
    const words = {
      heard: 'heard to the end',
      open: 'not heard to the end',
      dropped: 'off the frontier: another is better, no dearer and no slower',
      lost: `could not be called: ${lane.lost?.code ?? 'it refuses too many examples'}`,
    };
    return { model: lane.model, verdict: words[verdict], dominated: verdict === 'dropped' };
  });
  const usable = state.filter(({ verdict }) => verdict === 'heard' || verdict === 'open').map(({ lane }) => lane);
  const best = bestOf(usable);
  const lines = state.map(
    ({ lane }, index) => `${lane.model.ref} ${scored(lane)}${dollars(lane)}, ${judged[index]!.verdict}`,
  );
  const first = best === undefined ? 'No model could be called.' : `The best score is ${best.model.ref}'s.`;
  const told = `${first} ${lines.join('; ')}.`;
  const lost = state.map(({ lane }) => lane.lost?.code).find((code) => code !== undefined);
  return { best: best?.model, found: false, judged, told, lost, ...(stopped === undefined ? {} : { stopped }) };
}

/** The cheapest model over the bar or, without one, all that is on the frontier; what is known where it is stopped. */
export const chooseModel = (race: ModelRace, minQuality: number | undefined): Promise<ChosenModel> =>
  minQuality === undefined ? wholeFrontier(race) : cheapestOver(race, minQuality);
