export interface ProvidersResult {
  readonly providers: readonly {
    readonly id: string;
    readonly name: string;
    readonly source: string;
    readonly credentialRequired: boolean;
    readonly models: readonly { readonly ref: string }[];
  }[];
}
export const providersQuery = /* GraphQL */ `
  query Providers {
    providers {
      id
      name
      source
      credentialRequired
      models {
        id
        ref
      }
    }
  }
`;

export interface ModelResult {
  readonly model: {
    readonly ref: string;
    readonly name: string;
    readonly contextWindow: number | null;
    readonly maxOutputTokens: number | null;
    readonly price: { readonly inputPerMillion: number; readonly outputPerMillion: number } | null;
    readonly features: readonly string[];
    readonly parameters: readonly {
      readonly name: string;
      readonly supported: boolean;
      readonly min: number | null;
      readonly max: number | null;
      readonly default: number | null;
      readonly maxItems: number | null;
      readonly values: readonly string[] | null;
    }[];
    readonly quirks: readonly { readonly id: string; readonly description: string; readonly handledBy: string }[];
  } | null;
}
export const modelQuery = /* GraphQL */ `
  query Model($ref: ModelRef!) {
    model(ref: $ref) {
      id
      ref
      name
      contextWindow
      maxOutputTokens
      price {
        inputPerMillion
        outputPerMillion
      }
      features
      parameters {
        name
        supported
        min
        max
        default
        maxItems
        values
      }
      quirks {
        id
        description
        handledBy
      }
    }
  }
`;
