import { modelFeatures, type ModelFeature, type ProbedFacts } from '../sdk/index.js';

/** Of what a plugin read from a server, the part that can be true. */
export function believableFacts(given: unknown): ProbedFacts {
  const facts = (typeof given === 'object' && given !== null ? given : {}) as Readonly<Record<string, unknown>>;
  const features = Array.isArray(facts['features']) ? facts['features'].filter(isFeature) : undefined;
  const notes = Object.entries(facts['notes'] ?? {}).filter(
    (entry): entry is [string, string] => typeof entry[1] === 'string' && entry[1].length <= 300,
  );
  return {
    ...tokens('contextWindow', facts),
    ...tokens('largestContextWindow', facts),
    ...tokens('maxOutputTokens', facts),
    ...(features !== undefined && { features: [...new Set(features)] }),
    ...(isName(facts['name']) && { name: facts['name'] }),
    ...(typeof facts['exists'] === 'boolean' && { exists: facts['exists'] }),
    notes: Object.fromEntries(notes.slice(0, 10)),
  };
}

const mostTokens = 1_000_000_000;

function tokens(name: string, facts: Readonly<Record<string, unknown>>) {
  const value = facts[name];
  return typeof value === 'number' && Number.isSafeInteger(value) && value > 0 && value <= mostTokens
    ? { [name]: value }
    : {};
}

const isFeature = (value: unknown): value is ModelFeature => modelFeatures.includes(value as ModelFeature);
const isName = (value: unknown): value is string => typeof value === 'string' && value !== '' && value.length <= 200;
