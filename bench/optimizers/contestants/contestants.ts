import { auto } from '../../../src/optimization/algorithms/auto.js';
import { fewShot } from '../../../src/optimization/algorithms/few-shot.js';
import { joint } from '../../../src/optimization/algorithms/joint.js';
import { reflective } from '../../../src/optimization/algorithms/reflective.js';
import { allSwitches } from '../../../src/optimization/algorithms/switches.js';
import { axContestant } from './ax-contestant.js';
import { byomContestant } from './byom-contestant.js';
import type { Contestant } from './contestant.js';

/** Hands in the prompt that it was given. */
const baseline: Contestant = {
  name: 'baseline',
  async run(match) {
    return byomContestant('baseline', () => ({ next: () => undefined })).run({ ...match, budget: 0 });
  },
};

export const contestants: readonly Contestant[] = [
  baseline,
  byomContestant('byom-auto', auto),
  byomContestant('byom-reflective', reflective),
  byomContestant('byom-few-shot', fewShot),
  byomContestant('byom-joint', joint),
  axContestant('ax-gepa', 'gepa'),
  axContestant('ax-gepa-demos', 'gepa-demos'),
  axContestant('ax-few-shot', 'few-shot'),
];

/** AUTO with each of its parts turned off. */
export const ablations: readonly Contestant[] = Object.keys(allSwitches).map((part) =>
  byomContestant(`without ${part}`, auto, { [part]: false }),
);
