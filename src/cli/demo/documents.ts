/** What the demo asks the server, and the shape of what comes back. */

export interface Interval {
  readonly mean: number;
  readonly low: number;
  readonly high: number;
  readonly examples: number;
  readonly pairedP: number | null;
}

export interface AdaptationNote {
  readonly parameter: string;
  readonly action: string;
  readonly requested: unknown;
  readonly sent: unknown;
  readonly lossless: boolean;
  readonly reason: string;
}

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

export interface AddCredentialResult {
  readonly addCredential: { readonly id: string; readonly origin: string; readonly hint: string | null };
}
export const addCredentialMutation = /* GraphQL */ `
  mutation AddCredential($input: AddCredentialInput!) {
    addCredential(input: $input) {
      id
      origin
      hint
    }
  }
`;

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

export interface PromptText {
  readonly system: string | null;
  readonly user: string;
  readonly demonstrations: readonly { readonly inputs: Record<string, unknown>; readonly expected: unknown }[];
}

export interface SpendAmount {
  readonly calls: number;
  readonly cachedCalls: number;
  readonly inputTokens: number;
  readonly outputTokens: number;
  readonly cost: { readonly total: number; readonly platform: number } | null;
}

export interface OptimizationOutcome {
  readonly optimization: {
    readonly status: string;
    readonly reason: { readonly code: string; readonly message: string } | null;
    readonly candidates: { readonly totalCount: number };
    readonly adaptations: readonly { readonly adaptation: AdaptationNote; readonly count: number }[];
    readonly spent: SpendAmount;
    readonly spentBy: readonly { readonly model: string; readonly purpose: string; readonly spend: SpendAmount }[];
    readonly result: {
      readonly prompt: PromptText;
      readonly baseline: Interval | null;
      readonly best: Interval | null;
      readonly improved: boolean;
      readonly summary: string;
    } | null;
  };
}
export const outcomeQuery = /* GraphQL */ `
  query Outcome($id: ID!) {
    optimization(id: $id) {
      id
      status
      reason {
        code
        message
      }
      candidates {
        totalCount
      }
      adaptations {
        adaptation {
          ...AdaptationNote
        }
        count
      }
      spent {
        ...SpendAmount
      }
      spentBy {
        model
        purpose
        spend {
          ...SpendAmount
        }
      }
      result {
        prompt {
          id
          system
          user
          demonstrations {
            inputs
            expected
          }
        }
        baseline {
          ...Interval
        }
        best {
          ...Interval
        }
        improved
        summary
      }
    }
  }

  fragment AdaptationNote on Adaptation {
    parameter
    action
    requested
    sent
    lossless
    reason
  }

  fragment SpendAmount on Spend {
    calls
    cachedCalls
    inputTokens
    outputTokens
    cost {
      total
      platform
    }
  }

  fragment Interval on Score {
    mean
    low
    high
    examples
    pairedP
  }
`;

export interface SavePromptResult {
  readonly savePrompt: { readonly id: string; readonly version: number };
}
export const savePromptMutation = /* GraphQL */ `
  mutation SavePrompt($input: SavePromptInput!) {
    savePrompt(input: $input) {
      id
      version
    }
  }
`;

export interface RunPromptResult {
  readonly runPrompt: {
    readonly model: string;
    readonly text: string;
    readonly cost: { readonly total: number; readonly platform: number } | null;
    readonly adaptations: readonly AdaptationNote[];
  };
}
export const runPromptMutation = /* GraphQL */ `
  mutation RunPrompt($input: RunPromptInput!) {
    runPrompt(input: $input) {
      id
      model
      text
      cost {
        total
        platform
      }
      adaptations {
        parameter
        action
        requested
        sent
        lossless
        reason
      }
    }
  }
`;
