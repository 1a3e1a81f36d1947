import { Kind, parse, print, visit, type ASTNode, type DocumentNode } from 'graphql';
import type { Request } from './send-operation.js';

const mostTries = 150;

/** The smallest request found in which the same is still wrong. */
export async function shrinkRequest(
  asked: Request,
  stillWrong: (smaller: Request) => Promise<boolean>,
): Promise<Request> {
  let smallest = asked;
  for (let tries = 0, again = true; again;) {
    again = false;
    for (const smaller of smallerThan(smallest)) {
      if ((tries += 1) > mostTries) return smallest;
      if (!(await stillWrong(smaller))) continue;
      smallest = smaller;
      again = true;
      break;
    }
  }
  return smallest;
}

function* smallerThan(asked: Request): Generator<Request> {
  for (const variables of smallerValues(asked.variables)) yield { ...asked, variables };
  let document: DocumentNode;
  try {
    document = parse(String(asked.query));
  } catch {
    const text = String(asked.query);
    if (text.length > 40) yield { ...asked, query: text.slice(0, text.length / 2) };
    return;
  }
  let count = 0;
  visit(document, { enter: (node) => void (count += removable(node) ? 1 : 0) });
  for (let index = 0; index < count; index += 1) {
    let seen = -1;
    const query = print(
      visit(document, { enter: (node) => (removable(node) && (seen += 1) === index ? null : undefined) }),
    );
    if (query.length < String(asked.query).length) yield { ...asked, query };
  }
}

const kinds: ReadonlySet<string> = new Set([
  Kind.FIELD,
  Kind.ARGUMENT,
  Kind.DIRECTIVE,
  Kind.VARIABLE_DEFINITION,
  Kind.FRAGMENT_DEFINITION,
  Kind.FRAGMENT_SPREAD,
  Kind.INLINE_FRAGMENT,
  Kind.OBJECT_FIELD,
]);
const removable = (node: ASTNode) => kinds.has(node.kind);

function* smallerValues(value: unknown): Generator<unknown> {
  if (typeof value === 'string' && value.length > 20) yield value.slice(0, value.length / 2);
  if (typeof value !== 'object' || value === null || 'json' in value) return;
  for (const key of Object.keys(value)) {
    const [found, without] = Array.isArray(value)
      ? [(value as unknown[])[Number(key)], (value as unknown[]).toSpliced(Number(key), 1)]
      : [
          (value as Record<string, unknown>)[key],
          Object.fromEntries(Object.entries(value).filter(([name]) => name !== key)),
        ];
    yield without;
    for (const smaller of smallerValues(found)) {
      yield Array.isArray(value) ? (value as unknown[]).with(Number(key), smaller) : { ...value, [key]: smaller };
    }
  }
}
