import type { AdaptationNote } from '../optimize/outcome-documents.js';

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
