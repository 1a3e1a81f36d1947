/** A request for one page of a list, and the page. Cursors are opaque to clients. */
export interface PageRequest {
  /** 1 to 1,000. */
  readonly first: number;
  readonly after?: string;
}

export interface Page<T> {
  readonly items: readonly { readonly cursor: string; readonly item: T }[];
  readonly hasNextPage: boolean;
  readonly totalCount: number;
}
