import {
  defaultFieldResolver,
  getNamedType,
  getNullableType,
  isListType,
  isObjectType,
  type GraphQLFieldResolver,
  type GraphQLSchema,
} from 'graphql';
import { ByomError } from '../../sdk/index.js';

/** Objects in the lists of one answer: every model with all that is known of it fits. */
const mostObjects = 100_000;
/** After so many, others have their turn. */
const aTurn = 250;
/** A list of more is given piece by piece. */
const aPiece = 25;
const sliceMs = 8;
const leastPieces = 8;

interface Count {
  objects: number;
  sinceTurn: number;
}

/**
 * Holds an answer to as many objects as it may have, by what its lists really hold, and lets the event loop go on while a
 * long one is made: a document of a few lines can ask for lists within lists that multiply.
 */
export function boundedLists(schema: GraphQLSchema): GraphQLSchema {
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type) || type.name.startsWith('__')) continue;
    for (const field of Object.values(type.getFields())) {
      if (!isListType(getNullableType(field.type)) || !isObjectType(getNamedType(field.type))) continue;
      field.resolve = bounded(field.resolve ?? defaultFieldResolver);
    }
  }
  return schema;
}

/** By an object that each execution has of its own: a subscription's events are counted one by one. */
const counts = new WeakMap<object, Count>();

function bounded(resolve: GraphQLFieldResolver<unknown, unknown>): GraphQLFieldResolver<unknown, unknown> {
  return (source, args, context, info) => {
    let count = counts.get(info.variableValues);
    if (!count) counts.set(info.variableValues, (count = { objects: 0, sinceTurn: 0 }));
    const found: unknown = resolve(source, args, context, info);
    const of = count;
    return found instanceof Promise ? found.then((items) => counted(items, of)) : counted(found, of);
  };
}

function counted(items: unknown, count: Count): unknown {
  if (!Array.isArray(items)) return items;
  // It was told once; what else was begun ends soon.
  if (count.objects > mostObjects) return [];
  count.objects += items.length;
  if (count.objects > mostObjects) {
    throw new ByomError('QUERY_TOO_COMPLEX', `An answer holds at most ${mostObjects} objects: ask for less at once.`);
  }
  count.sinceTurn += items.length;
  return items.length > aPiece || count.sinceTurn > aTurn ? inTurns(items, count) : items;
}

/** Of each a promise: GraphQL goes on with those that are there. */
function inTurns(items: readonly unknown[], count: Count): readonly Promise<unknown>[] {
  const promised: Promise<unknown>[] = [];
  let turn = Promise.resolve();
  for (let from = 0; from < items.length; from += aPiece) {
    turn = turn.then(nextTurn).then(() => void (count.sinceTurn = 0));
    const begun = turn;
    for (const item of items.slice(from, from + aPiece)) promised.push(begun.then(() => item));
  }
  return promised;
}

const waiting: (() => void)[] = [];
let slice = { ends: 0, pieces: 0 };

/** Those that wait go on one after the other, as long as a slice of time lasts; then the event loop has its turn. */
function nextTurn(): Promise<void> {
  return new Promise((resolve) => {
    waiting.push(resolve);
    if (waiting.length === 1) setImmediate(begin);
  });
}

function begin(): void {
  slice = { ends: performance.now() + sliceMs, pieces: 0 };
  goOn();
}

function goOn(): void {
  waiting.shift()?.();
  if (waiting.length === 0) return;
  slice.pieces += 1;
  // Some at least: where the processor is scarce, the time may be over before anything was done.
  if (slice.pieces >= leastPieces && performance.now() > slice.ends) setImmediate(begin);
  // Comes when all that the one before set off is done.
  else process.nextTick(goOn);
}
