interface Range {
  readonly low: number;
  readonly high: number;
}

export interface QuoteResult {
  readonly calls: Range;
  readonly tokens: Range;
  /** Null where a price is unknown. */
  readonly usd: Range | null;
  readonly seconds: Range;
}

export interface OptimizePromptResult {
  readonly optimizePrompt: {
    readonly id: string;
    readonly status: string;
    readonly quote: QuoteResult;
  };
}
export const optimizePromptMutation = /* GraphQL */ `
  mutation OptimizePrompt($input: OptimizePromptInput!) {
    optimizePrompt(input: $input) {
      id
      status
      quote {
        calls {
          ...Ends
        }
        tokens {
          ...Ends
        }
        usd {
          ...Ends
        }
        seconds {
          ...Ends
        }
      }
    }
  }

  fragment Ends on Range {
    low
    high
  }
`;

export interface StatusResult {
  readonly optimization: { readonly status: string } | null;
}
export const statusQuery = /* GraphQL */ `
  query Status($id: ID!) {
    optimization(id: $id) {
      id
      status
    }
  }
`;

export const pauseMutation = /* GraphQL */ `
  mutation Pause($id: ID!) {
    asked: pauseOptimization(id: $id) {
      id
      status
    }
  }
`;
export const resumeMutation = /* GraphQL */ `
  mutation Resume($id: ID!) {
    asked: resumeOptimization(id: $id) {
      id
      status
    }
  }
`;
export const cancelMutation = /* GraphQL */ `
  mutation Cancel($id: ID!) {
    asked: cancelOptimization(id: $id) {
      id
      status
    }
  }
`;
export interface AskedResult {
  readonly asked: { readonly status: string };
}
export const deleteMutation = /* GraphQL */ `
  mutation Delete($id: ID!) {
    deleteOptimization(id: $id)
  }
`;

export interface OptimizationEventResult {
  readonly optimization: {
    readonly cursor: string;
    readonly kind: string;
    readonly message: string | null;
    readonly optimization: {
      readonly status: string;
      readonly progress: {
        readonly fraction: number;
        readonly phase: string;
        readonly callsDone: number;
        readonly callsPlanned: number;
        readonly bestValidation: number | null;
      };
    };
  };
}
export const optimizationSubscription = /* GraphQL */ `
  subscription Follow($id: ID!, $after: String) {
    optimization(id: $id, after: $after) {
      cursor
      kind
      message
      optimization {
        id
        status
        progress {
          fraction
          phase
          callsDone
          callsPlanned
          bestValidation
        }
      }
    }
  }
`;
