export interface Interval {
  readonly split: string;
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
    /** The first is the prompt given. */
    readonly candidates: { readonly totalCount: number; readonly nodes: readonly { readonly prompt: PromptText }[] };
    readonly adaptations: readonly { readonly adaptation: AdaptationNote; readonly count: number }[];
    readonly spent: SpendAmount;
    readonly spentBy: readonly { readonly model: string; readonly purpose: string; readonly spend: SpendAmount }[];
    readonly result: {
      readonly prompt: PromptText;
      readonly baseline: Interval | null;
      readonly best: Interval | null;
      readonly improved: boolean;
      readonly summary: string;
      readonly savedAs: { readonly id: string; readonly labels: readonly string[] } | null;
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
      candidates(first: 1) {
        totalCount
        nodes {
          id
          prompt {
            ...PromptText
          }
        }
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
          ...PromptText
        }
        savedAs {
          id
          labels
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

  fragment PromptText on Prompt {
    id
    system
    user
    demonstrations {
      inputs
      expected
    }
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
    split
    mean
    low
    high
    examples
    pairedP
  }
`;
