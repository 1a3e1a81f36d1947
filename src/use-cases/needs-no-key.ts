import { chosenAuth, type CredentialField, type DeclaredAuth } from '../sdk/index.js';

interface Declared {
  readonly auth: DeclaredAuth;
  readonly credentialFields?: readonly CredentialField[];
}

/** Whether a provider may be called without any secret, though it may take one. */
export const needsNoKey = ({ auth, credentialFields = [] }: Declared): boolean =>
  credentialFields.every(({ secret, required }) => !secret || !required) && chosenAuth(auth, () => false) !== undefined;
