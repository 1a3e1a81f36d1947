import type { LimitedRange, Quirk, QuirkCondition, RuleQuirk } from '../sdk/index.js';

/** For a stranger, in a sentence: what the plugin wrote, or else what the quirk's kind and values say. */
export function quirkDescription(quirk: Quirk): string {
  if (quirk.kind === 'wire-format' || quirk.kind === 'model-limit') return quirk.description;
  return quirk.description ?? `${madeFrom(quirk)}.`;
}

function madeFrom(quirk: RuleQuirk): string {
  switch (quirk.kind) {
    case 'limited-range':
      return `\`${quirk.parameter}\` is taken ${range(quirk)}${condition(quirk.when)}; a value outside is ${quirk.outside === 'drop' ? 'left out' : 'clamped'}`;
    case 'unsupported-parameter':
      return `\`${quirk.parameter}\` is not taken${condition(quirk.when)}, and left out`;
    case 'limited-stop-sequences':
      return `At most ${quirk.most} stop sequences are taken; the first ones are kept`;
    case 'limited-values':
      return `Only these reasoning efforts are taken: ${quirk.values.join(', ')}; another becomes the nearest of them`;
    case 'renamed-parameter':
      return `\`${quirk.parameter}\` is spelled \`${quirk.as}\` by the provider`;
    case 'required-parameter':
      return `\`${quirk.parameter}\` is demanded: ${quirk.value === undefined ? "the model's maximum" : quirk.value} is given where a request says nothing`;
    case 'exclusive-parameters':
      return `\`${quirk.keep}\` and \`${quirk.drop}\` may not be given together: \`${quirk.drop}\` is left out`;
    case 'leading-system-prompt':
      return 'One system message is taken, at the start: later ones are moved there and joined';
    case 'merged-turns':
      return 'Turns must alternate: neighbouring messages of one role are merged';
    case 'unsupported-response-format':
      return `These response formats are not taken: ${quirk.formats.join(', ')}; they are asked for ${quirk.instead === 'json' ? 'as plain JSON with an instruction' : 'by an instruction'}`;
    case 'exclusive-response-format':
      return 'A JSON response format is not taken together with tools, and is asked for by an instruction';
    case 'limited-tool-choice':
      return `Only these tool choices are taken${condition(quirk.when)}: ${quirk.modes.join(', ')}; another becomes auto`;
    case 'inline-images-only':
      return 'Images are taken as base64 only; a request with an image url fails';
    case 'reasoning-budget':
      return `Reasoning is asked for by a number of tokens, at least ${quirk.minimum}, which count towards the output limit`;
    case 'hidden-reasoning':
      return `Hidden reasoning counts towards the output limit: a limit below ${quirk.below} tokens can end with no visible text`;
    case 'other-endpoint':
      return 'The model is served by another endpoint than this plugin speaks; a request fails';
  }
}

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
