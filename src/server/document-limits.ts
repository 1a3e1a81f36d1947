import {
  GraphQLError,
  Kind,
  OperationTypeNode,
  visit,
  type ASTVisitor,
  type FragmentDefinitionNode,
  type OperationDefinitionNode,
  type SelectionSetNode,
  type ValidationContext,
} from 'graphql';
import { ByomError } from '../sdk/index.js';
import { limits } from './limits.js';
import { spendingFields } from './spending-fields.js';

/** Refuses documents that would cost more than they could ask for, and more than one field that spends money. */
export function documentLimits(context: ValidationContext): ASTVisitor {
  const refuse = (message: string) => {
    const cause = new ByomError('QUERY_TOO_COMPLEX', message);
    context.reportError(new GraphQLError(message, { originalError: cause }));
  };
  return {
    Document: {
      enter(document) {
        const operations = document.definitions.filter(({ kind }) => kind === Kind.OPERATION_DEFINITION);
        if (operations.length > limits.operations) {
          refuse(`A document has at most ${limits.operations} operations.`);
        }
        let [selections, aliases, directives] = [0, 0, 0];
        visit(document, {
          SelectionSet: (set) => void (selections += set.selections.length),
          Field: ({ alias }) => void (aliases += alias === undefined ? 0 : 1),
          Directive: () => void (directives += 1),
        });
        if (selections > limits.selections) refuse(`A document selects at most ${limits.selections} fields.`);
        if (aliases > limits.aliases) refuse(`A document has at most ${limits.aliases} aliases.`);
        if (directives > limits.directives) refuse(`A document has at most ${limits.directives} directives.`);
        const depths = new Map<string, number>();
        for (const operation of operations as OperationDefinitionNode[]) measure(operation, depths);
      },
    },
  };

  function measure(operation: OperationDefinitionNode, depths: Map<string, number>): void {
    if (depthOf(operation.selectionSet, depths, new Set()) > limits.depth) {
      refuse(`Fields may be nested ${limits.depth} deep.`);
    }
    const roots = rootFields(operation.selectionSet, new Set());
    if (roots.length > limits.rootFields) refuse(`An operation has at most ${limits.rootFields} root fields.`);
    if (
      operation.operation !== OperationTypeNode.QUERY &&
      roots.filter((name) => spendingFields.has(name)).length > 1
    ) {
      refuse('A request spends once: send each such field in a request of its own.');
    }
  }

  /** Each fragment is measured once, however often it is spread. */
  function depthOf(set: SelectionSetNode, depths: Map<string, number>, within: ReadonlySet<string>): number {
    let depth = 0;
    for (const selection of set.selections) {
      // Introspection goes deep by nature; its tokens are counted.
      if (selection.kind === Kind.FIELD && selection.name.value.startsWith('__')) continue;
      let inner = 0;
      if (selection.kind === Kind.FRAGMENT_SPREAD) inner = ofFragment(selection.name.value, depths, within);
      else if (selection.selectionSet) inner = depthOf(selection.selectionSet, depths, within);
      depth = Math.max(depth, inner + (selection.kind === Kind.FIELD ? 1 : 0));
    }
    return depth;
  }

  function ofFragment(name: string, depths: Map<string, number>, within: ReadonlySet<string>): number {
    const known = depths.get(name);
    if (known !== undefined) return known;
    const fragment: FragmentDefinitionNode | null | undefined = context.getFragment(name);
    // A cycle, or none of this name: other rules tell.
    if (!fragment || within.has(name)) return 0;
    const depth = depthOf(fragment.selectionSet, depths, new Set([...within, name]));
    depths.set(name, depth);
    return depth;
  }

  function rootFields(set: SelectionSetNode, seen: Set<string>): string[] {
    return set.selections.flatMap((selection) => {
      if (selection.kind === Kind.FIELD) return [selection.name.value];
      if (selection.kind === Kind.INLINE_FRAGMENT) return rootFields(selection.selectionSet, seen);
      const name = selection.name.value;
      const fragment = seen.has(name) ? undefined : context.getFragment(name);
      seen.add(name);
      return fragment ? rootFields(fragment.selectionSet, seen) : [];
    });
  }
}
