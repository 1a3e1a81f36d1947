import type { Page, PageRequest } from '../../paging/page.js';
import type { Connection } from './connection-type.js';

export function toConnection<Item, Node>(
  page: Page<Item>,
  request: PageRequest,
  toNode: (item: Item) => Node,
): Connection<Node> {
  const edges = page.items.map(({ cursor, item }) => ({ cursor, node: toNode(item) }));
  return {
    edges,
    nodes: edges.map((edge) => edge.node),
    pageInfo: {
      hasNextPage: page.hasNextPage,
      hasPreviousPage: request.after !== undefined,
      startCursor: edges[0]?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    },
    totalCount: page.totalCount,
  };
}
