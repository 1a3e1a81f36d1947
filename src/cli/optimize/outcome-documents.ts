export interface Interval {
  readonly split: string | null;
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

export interface Savings {
  readonly cachedCalls: number;
  readonly cachedUsd: number | null;
  readonly droppedCalls: number;
  readonly droppedUsd: number | null;
}

export interface OptimizationOutcome {
  readonly optimization: {
    readonly kind: string;
    readonly status: string;
    readonly reason: { readonly code: string; readonly message: string } | null;
    /** The first is the prompt given. */
    readonly candidates: { readonly totalCount: number; readonly nodes: readonly { readonly prompt: PromptText }[] };
    readonly adaptations: readonly { readonly adaptation: AdaptationNote; readonly count: number }[];
    readonly warnings: readonly string[];
    /** An evaluation's score. */
    readonly baseline: Interval | null;
    readonly receipt: { readonly saved: Savings } | null;
    readonly spent: SpendAmount;
    readonly spentBy: readonly { readonly model: string; readonly purpose: string; readonly spend: SpendAmount }[];
    readonly result: {
      readonly prompt: PromptText;
      readonly baseline: Interval | null;
      readonly best: Interval | null;
      readonly improved: boolean;
      readonly verdict: string | null;
      readonly toDecide: { readonly examples: number; readonly calls: number; readonly usd: number | null } | null;
      readonly summary: string;
      readonly savedAs: { readonly id: string; readonly labels: readonly string[] } | null;
    } | null;
  };
}
export const outcomeQuery = /* GraphQL */ `
  query Outcome($id: ID!) {
    optimization(id: $id) {
      id
      kind
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
      warnings
      baseline {
        ...Interval
      }
      receipt {
        saved {
          cachedCalls
          cachedUsd
          droppedCalls
          droppedUsd
        }
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
        verdict
        toDecide {
          examples
          calls
          usd
        }
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
