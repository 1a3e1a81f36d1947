import { Field, Int, ObjectType, type ClassType } from 'type-graphql';
import { PageInfoType } from './page-info.type.js';

/** A Relay connection with `nodes`, of one type. */
export interface Connection<Node> {
  readonly edges: readonly { readonly cursor: string; readonly node: Node }[];
  readonly nodes: readonly Node[];
  readonly pageInfo: PageInfoType;
  readonly totalCount: number;
}

/** Makes `NameConnection` and `NameEdge`. */
export function connectionType(name: string, plural: string, node: ClassType): ClassType {
  @ObjectType(`${name}Edge`, { description: `One of the ${plural} of a page.`, simpleResolvers: true })
  class Edge {
    @Field(() => String, { description: 'Its place in the list, for `after`.' })
    cursor!: string;

    @Field(() => node, { description: 'The item itself.' })
    node!: object;
  }

  @ObjectType(`${name}Connection`, { description: `A page of ${plural}.`, simpleResolvers: true })
  class PageOfNodes {
    @Field(() => [Edge], { description: 'The items with their cursors.' })
    edges!: Edge[];

    @Field(() => [node], { description: 'The items alone.' })
    nodes!: object[];

    @Field(() => PageInfoType, { description: 'Where this page stands in the list.' })
    pageInfo!: PageInfoType;

    @Field(() => Int, { description: 'How many there are on all pages.' })
    totalCount!: number;
  }
  return PageOfNodes;
}
