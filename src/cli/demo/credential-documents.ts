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
