import type { LimitedRange, Quirk, QuirkCondition, RuleQuirk } from '../sdk/index.js';

/** For a stranger, in a sentence: what the plugin wrote, or else what the quirk's kind and values say. */
export function quirkDescription(quirk: Quirk): string {
  if (quirk.kind === 'wire-format' || quirk.kind === 'model-limit') return quirk.description;
  if (quirk.description !== undefined) return quirk.description;
  const describe = descriptions[quirk.kind] as (quirk: RuleQuirk) => string;
  return `${describe(quirk)}.`;
}

const descriptions: { readonly [K in RuleQuirk['kind']]: (quirk: Extract<RuleQuirk, { kind: K }>) => string } = {
  'limited-range': (quirk) =>
    `\`${quirk.parameter}\` is taken ${range(quirk)}${condition(quirk.when)}; a value outside is ${quirk.outside === 'drop' ? 'left out' : 'clamped'}`,
  'unsupported-parameter': (quirk) => `\`${quirk.parameter}\` is not taken${condition(quirk.when)}, and left out`,
  'limited-stop-sequences': (quirk) => `At most ${quirk.most} stop sequences are taken; the first ones are kept`,
  'limited-values': (quirk) =>
    `Only these reasoning efforts are taken: ${quirk.values.join(', ')}; another becomes the nearest of them`,
  'renamed-parameter': (quirk) => `\`${quirk.parameter}\` is spelled \`${quirk.as}\` by the provider`,
  'required-parameter': (quirk) =>
    `\`${quirk.parameter}\` is demanded: ${quirk.value === undefined ? "the model's maximum" : quirk.value} is given where a request says nothing`,
  'exclusive-parameters': (quirk) =>
    `\`${quirk.keep}\` and \`${quirk.drop}\` may not be given together: \`${quirk.drop}\` is left out`,
  'leading-system-prompt': () => 'One system message is taken, at the start: later ones are moved there and joined',
  'merged-turns': () => 'Turns must alternate: neighbouring messages of one role are merged',
  'unsupported-response-format': (quirk) =>
    `These response formats are not taken: ${quirk.formats.join(', ')}; they are asked for ${quirk.instead === 'json' ? 'as plain JSON with an instruction' : 'by an instruction'}`,
  'exclusive-response-format': () =>
    'A JSON response format is not taken together with tools, and is asked for by an instruction',
  'limited-tool-choice': (quirk) =>
    `Only these tool choices are taken${condition(quirk.when)}: ${quirk.modes.join(', ')}; another becomes auto`,
  'inline-images-only': () => 'Images are taken as base64 only; a request with an image url fails',
  'reasoning-budget': (quirk) =>
    `Reasoning is asked for by a number of tokens, at least ${quirk.minimum}, which count towards the output limit`,
  'hidden-reasoning': (quirk) =>
    `Hidden reasoning counts towards the output limit: a limit below ${quirk.below} tokens can end with no visible text`,
  'other-endpoint': () => 'The model is served by another endpoint than this plugin speaks; a request fails',
};

function range({ min, max }: LimitedRange): string {
  if (min === max) return `at ${min} only`;
  if (min === undefined) return `up to ${max}`;
  return max === undefined ? `from ${min} on` : `from ${min} to ${max}`;
}

function condition(when: QuirkCondition | undefined): string {
  if (when === undefined) return '';
  const efforts = when.reasoningEffort.filter((effort) => effort !== 'unset');
  const given = efforts.length > 0 ? `with reasoning effort ${efforts.join(', ')}` : '';
  const unset = when.reasoningEffort.includes('unset') ? 'without a reasoning effort' : '';
  return ` ${[given, unset].filter((part) => part !== '').join(' or ')}`;
}
