import {
  ByomError,
  parameterNames,
  type CompletionRequest,
  type JsonObject,
  type ParameterName,
  type RequestPart,
} from '../sdk/index.js';
import { formatByInstruction } from './format-by-instruction.js';
import type { RuleModel, RuleOutcome } from './rule.js';
import { withoutParameter } from './without-parameter.js';

/** Takes back a part of what is asked for, as gently as it can be had; UNSUPPORTED_FEATURE where it cannot. */
export function withoutPart(
  request: CompletionRequest,
  part: RequestPart,
  model: RuleModel,
  why: { readonly reason: string; readonly quirk: string },
): RuleOutcome {
  switch (part) {
    case 'stream': {
      const { stream, ...rest } = request;
      return outcome(rest, { parameter: 'stream', requested: stream ?? null, lossless: true }, why);
    }
    case 'endUser': {
      const { endUser, ...rest } = request;
      return outcome(rest, { parameter: 'endUser', requested: endUser ?? null, lossless: false }, why);
    }
    case 'json':
    case 'json-schema':
      return formatByInstruction(request, undefined, why);
    case 'forced-tools':
    case 'named-tool': {
      const { toolChoice, ...rest } = request;
      const requested = (toolChoice ?? null) as JsonObject | null;
      return outcome(rest, { parameter: 'toolChoice', requested, lossless: false }, why);
    }
    default:
      if (isParameter(part)) return withoutParameter(request, part, model, why);
      throw new ByomError('UNSUPPORTED_FEATURE', `${why.reason} Leave one of them out, or choose another model.`, {
        details: { quirk: why.quirk },
      });
  }
}

const isParameter = (part: RequestPart): part is ParameterName => (parameterNames as readonly string[]).includes(part);

function outcome(
  request: CompletionRequest,
  change: Pick<RuleOutcome['adaptations'][number], 'parameter' | 'requested' | 'lossless'>,
  why: { readonly reason: string; readonly quirk: string },
): RuleOutcome {
  return { request, adaptations: [{ ...change, action: 'dropped', sent: null, ...why }] };
}
