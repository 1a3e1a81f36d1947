import type { LimitedRange, Quirk, RuleQuirk, UnsupportedFeature } from '../sdk/index.js';
import { conditionInWords } from './condition-in-words.js';

/** For a stranger, in a sentence: what the plugin wrote, or else what the quirk's kind and values say. */
export function quirkDescription(quirk: Quirk): string {
  if (quirk.kind === 'wire-format' || quirk.kind === 'model-limit') return quirk.description;
  if (quirk.description !== undefined) return quirk.description;
  const describe = descriptions[quirk.kind] as (quirk: RuleQuirk) => string;
  return `${describe(quirk)}${quirk.when === undefined ? '' : `; so ${conditionInWords(quirk.when)}`}.`;
}

const descriptions: { readonly [K in RuleQuirk['kind']]: (quirk: Extract<RuleQuirk, { kind: K }>) => string } = {
  'limited-range': (quirk) =>
    `\`${quirk.parameter}\` is taken ${range(quirk)}; a value outside is ${quirk.outside === 'drop' ? 'left out' : 'clamped'}`,
  'allowed-values': (quirk) =>
    `Only these values of \`${quirk.parameter}\` are taken: ${quirk.values.join(', ')}; another ${quirk.outside === 'drop' ? 'is left out' : 'becomes the nearest of them'}`,
  'unsupported-parameter': (quirk) => `\`${quirk.parameter}\` is not taken, and left out`,
  'limited-stop-sequences': ({ most, blank }) =>
    `At most ${most} stop sequences are taken${blank === false ? ', none of white space alone' : ''}; the first ones are kept`,
  'limited-values': (quirk) =>
    `Only these reasoning efforts are taken: ${quirk.values.join(', ')}; another becomes the nearest of them`,
  'renamed-parameter': (quirk) => `\`${quirk.parameter}\` is spelled \`${quirk.as}\` by the provider`,
  'required-parameter': (quirk) =>
    `\`${quirk.parameter}\` is demanded: ${quirk.value === undefined ? "the model's maximum" : quirk.value} is given where a request says nothing`,
  'default-parameter': (quirk) =>
    `\`${quirk.parameter}\` is given as ${JSON.stringify(quirk.value)} where a request says nothing`,
  'exclusive-parameters': (quirk) =>
    `\`${quirk.keep}\` and \`${quirk.drop}\` may not be given together: \`${quirk.drop}\` is left out`,
  'counting-margin': (quirk) =>
    `Input is counted up to ${Math.round(quirk.share * 100)}% higher where input and output are held to the window: the output limit leaves room for that`,
  'reasoning-budget': (quirk) =>
    `Reasoning is asked for by a number of tokens, at least ${quirk.minimum}, which count towards the output limit`,
  'hidden-reasoning': (quirk) =>
    `Hidden reasoning counts towards the output limit: a limit below ${quirk.below} tokens can end with no visible text`,
  'leading-system-prompt': () => 'One system message is taken, at the start: later ones are moved there and joined',
  'system-prompt-as-user': () => 'There are no system messages: what they say begins the first message of the user',
  'merged-turns': () => 'Turns must alternate: neighbouring messages of one role are merged',
  'first-turn': () => 'The user must speak first: a short message is put before a conversation that begins otherwise',
  'bridged-turns': (quirk) =>
    `A message of the role ${quirk.before} may not directly follow one of the role ${quirk.after}: a short one of the assistant is put between them`,
  'last-turn': (quirk) =>
    `A conversation may end with these roles only: ${quirk.roles.join(', ')}; ${quirk.outside === 'continue' ? 'a short message is put after another' : 'another last message is left out'}`,
  'filled-messages': () => 'Messages without content are refused: they are left out or given a text',
  'answered-tool-calls': () =>
    'Each tool call must be answered right after the message that made it: results are moved there, and missing ones put in',
  'declared-tools': () =>
    'Messages that tell of tool calls are taken only with tools: those called are declared by their names',
  'inline-images-only': () => 'Images are taken as base64 only; a request with an image url fails',
  'limited-image-types': (quirk) => `Images are taken of these types only: ${quirk.types.join(', ')}; others fail`,
  'limited-image-roles': (quirk) =>
    `Images are taken in messages of these roles only: ${quirk.roles.join(', ')}; others are moved to a user message after them`,
  'extendable-window': (quirk) =>
    `A request that does not fit the window of the running server, or gives ${quirk.option}, is given a larger one`,
  'unchecked-model': () => 'The server answers to names of models that it does not have: reported where it says so',
  'served-endpoint': (quirk) => `The provider serves it on its endpoint ${quirk.endpoint}, and it is sent there`,
  'other-endpoint': () => 'The model is served by another endpoint than this plugin speaks; a request fails',
  'unsupported-feature': (quirk) => unsupported[quirk.feature],
  'exclusive-features': (quirk) => `${quirk.keep} and ${quirk.drop} are not taken together: ${quirk.drop} goes`,
  'limited-count': (quirk) =>
    quirk.of === 'cache-marks'
      ? `At most ${quirk.most} marks for the prompt cache are taken; the last ones are kept`
      : `At most ${quirk.most} ${counted[quirk.of]} are taken; a request with more fails`,
  'limited-length': (quirk) => `${quirk.of} is taken with at most ${quirk.most} characters`,
  'unsupported-field': (quirk) => `There is no field for ${quirk.field}: it is left out`,
  'unsupported-options': ({ options = [], except = [], values }) => {
    const which = options.length > 0 ? options.join(', ') : `all but ${except.join(', ')}`;
    return `These provider options are not taken${values ? ` as ${values.join(' or ')}` : ''} and left out: ${which}`;
  },
  'unsupported-response-format': (quirk) =>
    `These response formats are not taken: ${quirk.formats.join(', ')}; they are asked for ${quirk.instead === 'json' ? 'as plain JSON with an instruction' : 'by an instruction'}`,
  'exclusive-response-format': () =>
    'A JSON response format is not taken together with tools, and is asked for by an instruction',
  'instructed-response-format': (quirk) =>
    `These response formats are taken only where a message asks for JSON: ${quirk.formats.join(', ')}; an instruction is added where none does`,
  'format-by-tool': (quirk) =>
    `These response formats are not taken: ${quirk.formats.join(', ')}; the model must call a tool with the answer, whose arguments are the text`,
  'strict-schema': (quirk) =>
    `JSON Schemas of ${{ tools: 'tools', 'response-format': 'the response format', both: 'tools and the response format' }[quirk.of]} are taken in a narrower form, and brought into it`,
  'limited-tool-choice': (quirk) =>
    `Only these tool choices are taken: ${quirk.modes.join(', ') || 'none'}; another becomes the nearest of them`,
  'tool-name-pattern': () => 'Names of tools are taken in a narrower form: rewritten in requests, and back in answers',
};

const counted = {
  tools: 'tools',
  images: 'images',
  'images-per-message': 'images in one message',
  messages: 'messages',
} as const;

const unsupported: Readonly<Record<UnsupportedFeature['feature'], string>> = {
  tools: 'The model takes no tools; a request with tools fails',
  vision: 'The model takes no images; a request with an image fails',
  streaming: 'The model does not stream: an answer is told at once when it is whole',
  'parallel-tools': 'The model makes one tool call at a time, and is asked for no more',
  prefill: "The model does not continue an assistant's message; a request that ends with one fails",
};

function range({ min, max }: LimitedRange): string {
  if (min === max) return `at ${min} only`;
  if (min === undefined) return `up to ${max}`;
  return max === undefined ? `from ${min} on` : `from ${min} to ${max}`;
}
