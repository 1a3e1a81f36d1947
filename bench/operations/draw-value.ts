import {
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isRequiredInputField,
  type GraphQLInputType,
} from 'graphql';
import { oddCursors, oddJson, oddMoments, oddNumbers, oddText } from './odd-values.js';
import { ownName, ownText, plausibleInputs, plausibleModels, type Plausible } from './plausible-inputs.js';

export interface Drawing extends Plausible {
  /** How often something that is not right stands in place of what would be: 0 to 1. */
  readonly oddness: number;
  tried(place: string): boolean;
  /** Tells which places of the schema were tried. */
  visit(place: string): void;
}

const deepest = 5;
const kinds = ['Dataset', 'Optimization', 'Credential', 'Tenant', 'Provider', 'Prompt'] as const;

/** A value for a place of the schema that takes one: right, nearly right, or anything at all. */
export function drawValue(type: GraphQLInputType, place: string, given: Drawing, depth = 0): unknown {
  const { random, oddness } = given;
  if (random.next() < oddness * 0.5) return misfit(given);
  if (isNonNullType(type)) {
    return random.next() < oddness * 0.2 ? null : drawValue(type.ofType, place, given, depth);
  }
  if (isListType(type)) {
    if (random.next() < oddness * 0.05) return Array.from({ length: 1_500 }, () => null);
    const length = depth > deepest ? 0 : random.below(3);
    return Array.from({ length }, () => drawValue(type.ofType, place, given, depth + 1));
  }
  if (isEnumType(type)) {
    const values = type.getValues();
    return random.next() < oddness * 0.3 ? 'NO_SUCH_VALUE' : values[random.below(values.length)]!.name;
  }
  if (isInputObjectType(type)) {
    const made = random.next() < oddness * 0.3 ? {} : { ...plausibleInputs[type.name]?.(given) };
    const known = type.name in plausibleInputs;
    for (const field of Object.values(type.getFields())) {
      const required = isRequiredInputField(field);
      if (field.name in made ? random.next() > oddness * 0.3 : !required && random.next() > (known ? 0.06 : 0.4)) {
        if (field.name in made) given.visit(`${type.name}.${field.name}`);
        continue;
      }
      if (depth > deepest && !required) continue;
      given.visit(`${type.name}.${field.name}`);
      made[field.name] = drawValue(field.type, `${type.name}.${field.name}`, given, depth + 1);
    }
    if (random.next() < oddness * 0.1) made[oddText(random).slice(0, 60)] = oddJson(random);
    return made;
  }
  return drawScalar(type.name, place, given);
}

function drawScalar(name: string, place: string, given: Drawing): unknown {
  const { random, oddness } = given;
  const odd = random.next() < oddness;
  const member = /(\w+)\W*$/.exec(place)![1]!;
  switch (name) {
    case 'Int':
      if (odd) return oddNumbers[random.below(oddNumbers.length)];
      return member.endsWith('PerMinute') ? 60_000 : 1 + random.below(member === 'first' ? 50 : 6);
    case 'Float':
      return odd ? oddNumbers[random.below(oddNumbers.length)] : Math.round(random.next() * 100) / 50;
    case 'Boolean':
      return odd ? misfit(given) : random.below(2) === 0;
    case 'DateTime':
      return odd
        ? oddMoments[random.below(oddMoments.length)]
        : new Date(1.7e12 + random.below(2 ** 31) * 60).toISOString();
    case 'ID':
      return odd ? oddText(random) : given.id(kindOf(place, member));
    case 'ModelRef':
      return odd ? oddText(random) : plausibleModels[random.below(plausibleModels.length)];
    case 'Secret':
      return `${odd ? oddText(random) : ''}${given.tenant.apiKey}`;
    case 'JSON':
      return odd ? oddJson(random) : { text: ownText(given) };
    case 'JSONObject':
      return odd ? oddJson(random) : place.endsWith('fields') ? { region: 'eu-1' } : { text: ownText(given) };
    default:
      return odd ? oddText(random) : drawText(member, place, given);
  }
}

function drawText(member: string, place: string, given: Drawing): string {
  const { random } = given;
  switch (member) {
    case 'after':
      return random.below(2) === 0 ? given.id('cursor') : oddCursors[random.below(oddCursors.length)]!;
    case 'name':
      return /rompt/.test(place) ? given.id('Prompt') : ownName(given);
    case 'baseUrl':
    case 'url':
      return random.below(3) === 0 ? 'http://169.254.169.254/latest' : given.providerUrl;
    case 'label':
      return ['production', 'staging', 'x'][random.below(3)]!;
    case 'pattern':
      return ['^(a+)+$', '(', '(?=a)', '[', 'a{1000}{1000}'][random.below(5)]!;
    default:
      return random.below(2) === 0 ? ownName(given) : ownText(given);
  }
}

/** Of what an id is, by the name of where it is asked for. */
function kindOf(place: string, member: string): string {
  const named = kinds.find((kind) => new RegExp(kind, 'i').test(member)) ?? (/token/i.test(place) ? 'AccessToken' : '');
  return named || (kinds.find((kind) => new RegExp(kind, 'i').test(place)) ?? 'any');
}

function misfit({ random }: Drawing): unknown {
  switch (random.below(6)) {
    case 0:
      return oddText(random);
    case 1:
      return oddNumbers[random.below(oddNumbers.length)];
    case 2:
      return null;
    case 3:
      return [[[]]];
    case 4:
      return random.below(2) === 0;
    default:
      return oddJson(random);
  }
}
