import type { Auth, AuthChoice, DeclaredAuth } from './auth.js';

export const authChoices = (auth: DeclaredAuth): readonly AuthChoice[] => ('kind' in auth ? [auth] : auth);

/** The way to authenticate with a credential that has these fields; undefined where none fits. */
export const chosenAuth = (auth: DeclaredAuth, has: (field: string) => boolean): Auth | undefined =>
  authChoices(auth).find(({ when }) => when === undefined || has(when.field));

export interface AuthField {
  readonly name: string;
  /** False for a field that is sent or signed for as it is, such as a region. */
  readonly secret: boolean;
  /** False where a credential may do without it. */
  readonly required: boolean;
}

/** The credential's fields that a way to authenticate reads. */
export function authFields(auth: Auth): readonly AuthField[] {
  switch (auth.kind) {
    case 'bearer':
    case 'header':
      // Servers that ask for no key are many: whether one is required is for the field to say.
      return [{ name: auth.field ?? 'apiKey', secret: true, required: false }];
    case 'aws-sigv4':
      return [
        { name: 'accessKeyId', secret: true, required: true },
        { name: 'secretAccessKey', secret: true, required: true },
        { name: 'sessionToken', secret: true, required: false },
        { name: auth.region, secret: false, required: true },
      ];
    case 'hmac':
      return [
        { name: auth.secret, secret: true, required: true },
        ...(auth.keyId === undefined ? [] : [{ name: auth.keyId, secret: true, required: true }]),
      ];
    default:
      return [];
  }
}
