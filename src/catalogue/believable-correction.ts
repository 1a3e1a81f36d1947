import {
  parameterNames,
  reasoningEfforts,
  type CompletionRequest,
  type Correction,
  type ParameterName,
  type ResolvedModel,
} from '../sdk/index.js';
import { carriesPart } from './carries-part.js';

const leastWindow = 256;
const leastOutput = 16;
/** Times what was known: a server that claims more has been misread. */
const mostGrowth = 10;
const mostTokens = 1_000_000_000;
const mostValues = 50;
const identifier = /^[\w./:-]{1,64}$/;

/**
 * What a refusal teaches, read by a plugin that may be wrong, where it can be true and explains why this request was refused: a parameter must be one that
 * was sent, with a value that the correction rules out. Undefined where it teaches nothing.
 */
export function believableCorrection(
  given: Correction,
  sent: CompletionRequest,
  model: ResolvedModel,
): Correction | undefined {
  try {
    return believed(inOneForm(given), sent, model);
  } catch {
    return undefined;
  }
}

function believed(correction: Correction, sent: CompletionRequest, model: ResolvedModel): Correction | undefined {
  if (correction.kind === 'context-window') {
    return isSize(correction.tokens, leastWindow, model.contextWindow) ? correction : undefined;
  }
  if (correction.kind === 'max-output-tokens') {
    const { tokens } = correction;
    const asked = sent.parameters.maxOutputTokens;
    return isSize(tokens, leastOutput, model.maxOutputTokens) && asked !== undefined && asked > tokens
      ? correction
      : undefined;
  }
  if (!('parameter' in correction)) return carriesPart(correction, sent) ? inFull(correction, sent) : undefined;
  const { parameter } = correction;
  const value = parameterNames.includes(parameter) ? sent.parameters[parameter] : undefined;
  if (value === undefined) return undefined;
  if (correction.kind === 'limited-values') return valuesRulingOut(correction, parameter, value);
  if (correction.kind === 'limited-range') return rulesOut(correction, value) ? correction : undefined;
  if (correction.kind === 'unsupported-parameter') return correction;
  return identifier.test(correction.as) && sent.wireNames?.[parameter] !== correction.as ? correction : undefined;
}

/** Which format it was that is not taken. */
function inFull(correction: Correction, { responseFormat }: CompletionRequest): Correction {
  if (correction.kind !== 'unsupported-response-format' || correction.format !== undefined) return correction;
  return responseFormat?.kind === 'json' ? { ...correction, format: 'json' } : { ...correction, format: 'json-schema' };
}

/** A range of the output limit is that limit. */
function inOneForm(correction: Correction): Correction {
  if (correction.kind !== 'limited-range' || correction.parameter !== 'maxOutputTokens') return correction;
  const { min, max } = correction;
  return max !== undefined && (min === undefined || min <= 1) ? { kind: 'max-output-tokens', tokens: max } : correction;
}

function isSize(tokens: number, least: number, known: number | undefined): boolean {
  const most = Math.min(mostTokens, (known ?? Infinity) * mostGrowth);
  return Number.isSafeInteger(tokens) && tokens >= least && tokens <= most && tokens !== known;
}

function rulesOut({ min, max }: { readonly min?: number; readonly max?: number }, value: unknown): boolean {
  const [low, high] = [min ?? -Infinity, max ?? Infinity];
  if (typeof value !== 'number' || Number.isNaN(low) || Number.isNaN(high) || low > high) return false;
  return value < low || value > high;
}

/** Of reasoning efforts those that there are; of numbers those that are numbers. */
function valuesRulingOut(
  { values }: { readonly values: readonly string[] },
  parameter: ParameterName,
  value: unknown,
): Correction | undefined {
  const known = [...new Set(values)].filter((each) =>
    parameter === 'reasoningEffort'
      ? (reasoningEfforts as readonly string[]).includes(each)
      : /^-?\d{1,15}(\.\d{1,15})?$/.test(each),
  );
  const taken = known.length > 0 && known.length <= mostValues && !known.includes(String(value));
  return taken && parameter !== 'stop' ? { kind: 'limited-values', parameter, values: known } : undefined;
}
