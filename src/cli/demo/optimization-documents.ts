export interface OptimizePromptResult {
  readonly optimizePrompt: {
    readonly id: string;
    readonly quote: {
      readonly calls: { readonly low: number; readonly high: number };
      readonly usd: { readonly low: number; readonly high: number } | null;
    };
  };
}
export const optimizePromptMutation = /* GraphQL */ `
  mutation OptimizePrompt($input: OptimizePromptInput!) {
    optimizePrompt(input: $input) {
      id
      quote {
        calls {
          low
          high
        }
        usd {
          low
          high
        }
      }
    }
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
