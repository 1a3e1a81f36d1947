import { reasoningEfforts, type QuirkCondition, type RequestPart, type SchemaTraits } from '../sdk/index.js';

/** When a conditional quirk holds, for a stranger: `with reasoning effort low or high, and with tools`. */
export function conditionInWords(when: QuirkCondition): string {
  const { reasoningEffort = [], with: some = [], without = [], schema, endpoint = [], within = {} } = when;
  const efforts = reasoningEffort.filter((effort) => effort !== 'unset');
  const effort = [
    ...(efforts.length > 0 ? [effortsInWords(efforts)] : []),
    ...(reasoningEffort.includes('unset') ? ['without a reasoning effort'] : []),
  ].join(' or ');
  const ranges = Object.entries(within).map(([name, { min, max }]) => {
    if (min === max) return `with ${name} ${min}`;
    if (min === undefined) return `with ${name} up to ${max}`;
    return max === undefined ? `with ${name} from ${min}` : `with ${name} from ${min} to ${max}`;
  });
  return [
    effort,
    some.length > 0 ? `with ${some.map(named).join(' or ')}` : '',
    without.length > 0 ? `without ${without.map(named).join(' or ')}` : '',
    schema === undefined ? '' : `with a JSON Schema that ${traits(schema).join(' or ')}`,
    ...ranges,
    endpoint.length > 0 ? `on ${endpoint.map(endpointInWords).join(' or ')}` : '',
  ]
    .filter((part) => part !== '')
    .join(', and ');
}

const thinking = reasoningEfforts.filter((effort) => effort !== 'none');

const effortsInWords = (efforts: readonly string[]) =>
  !efforts.includes('none') && thinking.every((effort) => efforts.includes(effort))
    ? 'with any reasoning effort but none'
    : `with reasoning effort ${efforts.join(' or ')}`;

const endpointInWords = (name: string) => (name === 'default' ? 'the usual endpoint' : `the endpoint ${name}`);

const words: Readonly<Partial<Record<RequestPart, string>>> = {
  'forced-tools': 'a forced tool call',
  'named-tool': 'a named tool to call',
  'tool-history': 'tool calls among the messages',
  'system-prompt': 'a system prompt',
  prefill: 'the start of an answer',
  json: 'JSON without a schema',
  'json-schema': 'a JSON Schema',
  stream: 'a stream',
  endUser: 'an end user',
};

function traits({ recursive, open, optionalAbove }: SchemaTraits): readonly string[] {
  return [
    ...(recursive ? ['contains itself'] : []),
    ...(open ? ['has an object of any fields'] : []),
    ...(optionalAbove === undefined ? [] : [`has more than ${optionalAbove} optional fields`]),
  ];
}

const named = (part: RequestPart) => words[part] ?? part;
