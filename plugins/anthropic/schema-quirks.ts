import type { Quirk, QuirkCondition } from 'byom/sdk';
import { asOf, sources } from './sources.js';
import { thinking } from './thinking-quirks.js';

const { docs, languageModel, nativeSchema, prepareTools, sanitizeSchema } = sources;

const formats = ['json-schema'] as const;
const unthinking: QuirkCondition = { reasoningEffort: ['unset', 'none'] };
/** What the constrained decoder refuses, takes too long to compile, or would answer with an empty object. */
const complex: QuirkCondition = { schema: { recursive: true, open: true, optionalAbove: 10 } };

const refusedKeywords = [
  'minimum',
  'maximum',
  'exclusiveMinimum',
  'exclusiveMaximum',
  'multipleOf',
  'minLength',
  'maxLength',
  'pattern',
  'minItems',
  'maxItems',
  'uniqueItems',
  'minProperties',
  'maxProperties',
  'not',
];

/** Models up to 4.0, which have no structured outputs. */
export const formatByToolQuirks: readonly Quirk[] = [
  { kind: 'format-by-tool', id: 'json-by-tool', formats, when: unthinking, source: languageModel, asOf },
  {
    kind: 'unsupported-response-format',
    id: 'thinking-json-by-instruction',
    formats,
    instead: 'instruction',
    when: thinking,
    description:
      'A schema is had by a forced tool, which thinking does not allow: then it is asked for by an instruction.',
    source: `${languageModel}, ${prepareTools}`,
    asOf,
  },
  { kind: 'unsupported-field', id: 'no-strict-tools', field: 'toolStrict', source: prepareTools, asOf },
];

/** Models with structured outputs. */
export const nativeSchemaQuirks: readonly Quirk[] = [
  {
    kind: 'strict-schema',
    id: 'schema-subset',
    of: 'response-format',
    closed: true,
    oneOfAsAnyOf: true,
    dropKeywords: refusedKeywords,
    source: sanitizeSchema,
    asOf,
  },
  {
    kind: 'strict-schema',
    id: 'strict-tool-subset',
    of: 'tools',
    onlyStrict: true,
    closed: true,
    oneOfAsAnyOf: true,
    dropKeywords: refusedKeywords,
    source: `${docs}/build-with-claude/structured-outputs`,
    asOf,
  },
];

/** Of those, the ones that think for a number of tokens and can be given the start of an answer. */
export const budgetSchemaQuirks: readonly Quirk[] = [
  {
    kind: 'format-by-tool',
    id: 'complex-json-by-tool',
    formats,
    when: { ...complex, ...unthinking },
    source: nativeSchema,
    asOf,
  },
  {
    kind: 'unsupported-response-format',
    id: 'thinking-complex-json-by-instruction',
    formats,
    instead: 'instruction',
    when: { ...complex, ...thinking },
    source: `${nativeSchema}, ${prepareTools}`,
    asOf,
  },
  {
    kind: 'exclusive-features',
    id: 'no-prefill-with-schema',
    keep: 'json-schema',
    drop: 'prefill',
    source: `${docs}/build-with-claude/structured-outputs`,
    asOf,
  },
];

/** Of those, the ones that think by an effort and can be made to call a tool. */
export const adaptiveSchemaQuirks: readonly Quirk[] = [
  { kind: 'format-by-tool', id: 'adaptive-complex-json-by-tool', formats, when: complex, source: nativeSchema, asOf },
];

/** Of those, the ones that cannot be made to call a tool. */
export const unforcedSchemaQuirks: readonly Quirk[] = [
  {
    kind: 'unsupported-response-format',
    id: 'complex-json-by-instruction',
    formats,
    instead: 'instruction',
    when: complex,
    source: `${nativeSchema}, ${languageModel}`,
    asOf,
  },
];
