import {
  getNamedType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isObjectType,
  isRequiredArgument,
  type GraphQLField,
  type GraphQLInputType,
  type GraphQLObjectType,
  type GraphQLSchema,
} from 'graphql';
import { drawValue, type Drawing } from './draw-value.js';
import { oddText, writeJson } from './odd-values.js';

export interface Operation {
  readonly kind: 'query' | 'mutation' | 'subscription';
  readonly document: string;
  readonly variables: Readonly<Record<string, unknown>>;
  /** Which root field stands under which name of the answer. */
  readonly roots: ReadonlyMap<string, string>;
}

const deepest = 5;
const oddDirectives = [
  '@nothing',
  '@include',
  '@skip(if: "yes")',
  '@deprecated',
  '@include(if: true) @include(if: true)',
];

/** Writes an operation of the schema: a root field with its arguments, and some of what can be asked of its answer. */
export function writeOperation(
  schema: GraphQLSchema,
  root: GraphQLObjectType,
  fieldName: string,
  given: Drawing,
): Operation {
  const { random, oddness } = given;
  const kind =
    root === schema.getMutationType() ? 'mutation' : root === schema.getSubscriptionType() ? 'subscription' : 'query';
  const variables: Record<string, unknown> = {};
  const declared: string[] = [];
  const fragments: string[] = [];
  const roots = new Map<string, string>();

  const names = [fieldName];
  // Others beside it, of which none that changes anything is asked for twice by the same token.
  if (kind === 'query') {
    const all = Object.keys(root.getFields());
    for (let more = random.below(3); more > 0; more -= 1) names.push(all[random.below(all.length)]!);
  }
  const selections = names.map((name, index) => {
    const alias = index > 0 || random.below(4) === 0 ? `r${index}` : name;
    roots.set(alias, name);
    return `${alias === name ? '' : `${alias}: `}${fieldText(root, root.getFields()[name]!, 0)}`;
  });
  const body = `{ ${selections.join(' ')} }`;
  const head = declared.length > 0 ? `(${declared.join(', ')})` : '';
  return { kind, document: [`${kind} Q${head} ${body}`, ...fragments].join('\n'), variables, roots };

  function fieldText(parent: GraphQLObjectType, field: GraphQLField<unknown, unknown>, depth: number): string {
    const place = `${parent.name}.${field.name}`;
    given.visit(place);
    const args = field.args.filter((arg) => {
      if (isRequiredArgument(arg)) return random.next() > oddness * 0.1;
      const chance = depth > 0 ? 0.2 : given.tried(`${place}(${arg.name})`) ? 0.5 : 1;
      return random.next() < chance;
    });
    const texts = args.map((arg) => {
      given.visit(`${place}(${arg.name})`);
      return `${arg.name}: ${argumentText(arg.type, `${place}(${arg.name})`)}`;
    });
    if (random.next() < oddness * 0.05) texts.push(`nothing: ${JSON.stringify('x')}`);
    const type = getNamedType(field.type);
    const inner = isObjectType(type) ? selectionText(type, depth + 1) : random.next() < oddness * 0.02 ? '{ id }' : '';
    return `${field.name}${texts.length > 0 ? `(${texts.join(', ')})` : ''}${directiveText()} ${inner}`;
  }

  function argumentText(type: GraphQLInputType, place: string): string {
    const value = drawValue(type, place, given);
    const literal = random.next() < 0.15 ? literalText(value, type) : undefined;
    if (literal !== undefined) return literal;
    const name = `v${declared.length}`;
    // Now and then of a type that is not that of the place.
    declared.push(`$${name}: ${random.next() < oddness * 0.05 ? 'String' : String(type)}`);
    if (value !== undefined && random.next() > oddness * 0.05) variables[name] = value;
    return `$${name}`;
  }

  function selectionText(type: GraphQLObjectType, depth: number): string {
    const parts = ['__typename'];
    for (const field of Object.values(type.getFields())) {
      const leaf = !isObjectType(getNamedType(field.type));
      const wished = field.name === 'id' || field.name === 'endCursor' || field.name === 'cursor';
      const chance = leaf ? 0.5 : depth >= deepest ? 0 : [0, 0.7, 0.4, 0.25, 0.15][depth]!;
      // Every model of every provider is much, and much the same.
      const often = type.name === 'Provider' && !leaf ? chance / 8 : chance;
      if (!wished && field.name !== 'token' && random.next() > often) continue;
      const alias = random.below(30) === 0 ? `a${random.below(4)}: ` : '';
      const text = `${alias}${fieldText(type, field, depth)}`;
      const wrapped = random.below(20);
      if (wrapped === 0) parts.push(`... on ${type.name} { ${text} }`);
      else if (wrapped === 1) parts.push(`...${fragmentOf(type, text)}`);
      else parts.push(text);
    }
    if (random.next() < oddness * 0.05) parts.push('noSuchField');
    return `{ ${parts.join(' ')} }`;
  }

  function fragmentOf(type: GraphQLObjectType, text: string): string {
    const name = `F${fragments.length}`;
    fragments.push('');
    fragments[Number(name.slice(1))] =
      `fragment ${name} on ${random.next() < oddness * 0.1 ? 'Query' : type.name} { ${text} }`;
    return name;
  }

  function directiveText(): string {
    if (random.next() < oddness * 0.03) return ` ${oddDirectives[random.below(oddDirectives.length)]!}`;
    if (random.below(25) > 0) return '';
    const name = `v${declared.length}`;
    declared.push(`$${name}: Boolean!`);
    variables[name] = random.next() < oddness * 0.1 ? 'yes' : random.below(3) > 0;
    return ` @include(if: $${name})`;
  }

  /** The value in the document itself; undefined where it has no such spelling. */
  function literalText(value: unknown, type: GraphQLInputType): string | undefined {
    if (value === null) return 'null';
    if (isNonNullType(type)) return literalText(value, type.ofType);
    if (isListType(type)) {
      if (!Array.isArray(value)) return undefined;
      const items = value.map((item) => literalText(item, type.ofType));
      return items.includes(undefined) ? undefined : `[${items.join(', ')}]`;
    }
    if (isEnumType(type)) return typeof value === 'string' && /^\w+$/.test(value) ? value : undefined;
    if (isInputObjectType(type)) {
      if (typeof value !== 'object' || Array.isArray(value)) return undefined;
      const fields = type.getFields();
      const parts = Object.entries(value).map(([key, item]) => {
        const text = fields[key] && literalText(item, fields[key].type);
        return text === undefined ? undefined : `${key}: ${text}`;
      });
      return parts.includes(undefined) ? undefined : `{ ${parts.join(', ')} }`;
    }
    if (typeof value === 'string') {
      return random.below(8) === 0 ? `"""${oddText(random).replaceAll('"', "'")}"""` : writeJson(value);
    }
    return typeof value === 'number' || typeof value === 'boolean' ? String(value) : undefined;
  }
}
