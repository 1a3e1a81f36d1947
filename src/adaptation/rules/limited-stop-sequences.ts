import type { LimitedStopSequences } from '../../sdk/index.js';
import type { Rule } from '../rule.js';
import { withoutParameter } from '../without-parameter.js';

export const limitedStopSequences: Rule<LimitedStopSequences> = (request, quirk, model) => {
  const requested = request.parameters.stop;
  const taken = quirk.blank === false ? requested?.filter((sequence) => sequence.trim() !== '') : requested;
  if (requested === undefined || taken === undefined) return undefined;
  if (taken.length === requested.length && taken.length <= quirk.most) return undefined;
  const few = `The model takes at most ${quirk.most} stop sequences.`;
  const reason = taken.length < requested.length ? 'The model takes no stop sequences of white space alone.' : few;
  const sent = taken.slice(0, Math.max(quirk.most, 0));
  if (sent.length === 0) return withoutParameter(request, 'stop', model, { reason, quirk: quirk.id });
  return {
    request: { ...request, parameters: { ...request.parameters, stop: sent } },
    adaptations: [
      { parameter: 'stop', action: 'truncated', requested, sent, lossless: false, reason, quirk: quirk.id },
    ],
  };
};
