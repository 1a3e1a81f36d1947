import { reasoningEfforts, type Correction, type NumericParameterName, type ParameterName } from '../sdk/index.js';
import type { ChatErrorBody } from './chat-error-body.js';
import { parameterSpelled } from './chat-spellings.js';

const tokens = /^\D*?(\d[\d,]*)/;
const window =
  /(?:maximum (?:context|prompt|input) length|context (?:window|length|size|limit))(?: limit)?(?: of| is|:)?\s*\(?(?:only )?`?(\d[\d,]*)/i;
/** As others word it: `with 131072 maximum context length`, and of input and output limit together. */
const windowElse =
  /\b(\d[\d,]*) maximum context length|`inputs` tokens \+ `max_new_tokens` must be <= (\d[\d,]*)|length is \d+ while limit is (\d+)/i;
const outputLimit =
  /(?:at most|less than or equal to|(?:maximum|max)(?: allowed| supported)?(?: value| number)?(?: of (?:output|completion) tokens)?(?: is| of|:)?|<=|>|\[\s*\d+\s*,)\s*[`'"]?(\d[\d,]*)/i;
const unsupported =
  /\b(unsupported|unrecognized|unknown|deprecated|incompatible|not (support|supported|permitted|recognized|enabled))\b/i;

/** What a refusal teaches of a model: a limit, or a parameter that it does not take as it was sent. */
export function chatCorrection(status: number, error: ChatErrorBody): Correction | undefined {
  if (status !== 400 && status !== 413 && status !== 422 && status !== 500) return undefined;
  const { message } = error;
  const parameter = parameterSpelled(error.param) ?? parameterNamed(message);
  const [, told] = window.exec(message) ?? [];
  const [, before, together, limit] = windowElse.exec(message) ?? [];
  const contextWindow = error.contextWindow ?? counted(told ?? before ?? together ?? limit);
  if (contextWindow !== undefined) return { kind: 'context-window', tokens: contextWindow };
  if (status !== 400 && status !== 422) return undefined;
  if (parameter === undefined) return undefined;
  if (parameter === 'reasoningEffort' && effortsListed(message).length > 0) return valuesTaken(parameter, message);
  if (error.code === 'unsupported_value' || /unsupported value|only the default/i.test(message)) {
    return valuesTaken(parameter, message);
  }
  if (error.code === 'unsupported_parameter' || error.code === 'unknown_parameter' || unsupported.test(message)) {
    const as = /\buse [`'"](\w{1,40})[`'"] instead/i.exec(message)?.[1];
    return as !== undefined && parameterSpelled(as) === parameter
      ? { kind: 'renamed-parameter', parameter, as }
      : { kind: 'unsupported-parameter', parameter };
  }
  if (parameter === 'maxOutputTokens') {
    const most = counted(outputLimit.exec(message)?.[1]);
    return most === undefined ? undefined : { kind: 'max-output-tokens', tokens: most };
  }
  return rangeTaken(parameter, message);
}

/** The first uniform parameter that a message quotes, or begins with. */
function parameterNamed(message: string): ParameterName | undefined {
  for (const [, quoted] of message.matchAll(/[`'"]([\w.]{1,40})[`'"]/g)) {
    const parameter = parameterSpelled(quoted);
    if (parameter !== undefined) return parameter;
  }
  for (const [word] of message.matchAll(/\b(\w*_\w+|[a-z]+[A-Z]\w*|temperature|logprobs|seed)\b/g)) {
    const parameter = parameterSpelled(word);
    if (parameter !== undefined) return parameter;
  }
  return parameterSpelled(/: (\w+)$/.exec(message)?.[1]);
}

function valuesTaken(parameter: ParameterName, message: string): Correction | undefined {
  const fixed = /only the default \((-?[\d.]+)\)/i.exec(message)?.[1];
  if (fixed !== undefined && isNumeric(parameter))
    return { kind: 'limited-range', parameter, min: Number(fixed), max: Number(fixed) };
  const values = effortsListed(message);
  return parameter === 'reasoningEffort' && values.length > 0
    ? { kind: 'limited-values', parameter, values }
    : { kind: 'unsupported-parameter', parameter };
}

/** The efforts that a refusal says it would take, quoted or not. */
function effortsListed(message: string): readonly string[] {
  const listed = /(?:\bsupported values(?: are)?|\bone of|\binput should be)\b:?(.*)$/is.exec(message)?.[1] ?? '';
  // A word of its own for what it does by itself: none of ours would be what was meant.
  if (/[`'"]default[`'"]/.test(listed)) return [];
  const words = new Set(listed.match(/\w+/g));
  return reasoningEfforts.filter((effort) => words.has(effort));
}

const number = String.raw`(-?\d+(?:\.\d+)?)`;
const atMost = new RegExp(
  String.raw`(?:<=|less than or equal to|at most|maximum(?: value)?(?: of| is|:)?)\s*[\x60'"]?${number}`,
  'i',
);
const atLeast = new RegExp(
  String.raw`(?:>=|greater than or equal to|at least|minimum(?: value)?(?: of| is|:)?)\s*[\x60'"]?${number}`,
  'i',
);
const between = new RegExp(
  String.raw`(?:between|range|in)\s*(?:of )?[\[(]?\s*${number}\s*(?:,|and|to|-|\.\.)\s*${number}`,
  'i',
);

function rangeTaken(parameter: ParameterName, message: string): Correction | undefined {
  const both = between.exec(message);
  const min = both?.[1] ?? atLeast.exec(message)?.[1];
  const max = both?.[2] ?? atMost.exec(message)?.[1];
  if (!isNumeric(parameter) || (min === undefined && max === undefined)) return undefined;
  return {
    kind: 'limited-range',
    parameter,
    ...(min !== undefined && { min: Number(min) }),
    ...(max !== undefined && { max: Number(max) }),
  };
}

const isNumeric = (parameter: ParameterName): parameter is NumericParameterName =>
  parameter !== 'stop' && parameter !== 'reasoningEffort';

/** A believable count of tokens. */
function counted(text: string | undefined): number | undefined {
  const value = Number(tokens.exec(text ?? '')?.[1]?.replaceAll(',', ''));
  return Number.isSafeInteger(value) && value > 0 ? value : undefined;
}
