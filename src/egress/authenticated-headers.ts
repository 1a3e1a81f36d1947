import { authFields, ByomError, chosenAuth, type Auth, type DeclaredAuth } from '../sdk/index.js';
import { bodySignature, signatureHeader } from './body-signature.js';
import { hmacHeaders } from './hmac-headers.js';
import type { OutgoingRequest } from './outgoing-request.js';
import { sigv4Headers } from './sigv4-headers.js';

/** `signature`: the secret stays here, and signs the body for a receiver that knows it. */
export type RouteAuth = DeclaredAuth | { readonly kind: 'signature' };

export interface CredentialFields {
  /** The secret ones, opened. */
  readonly secrets: Readonly<Record<string, string>>;
  readonly open: Readonly<Record<string, string>>;
}

/** A request's headers with the proof of who pays. */
export function authenticatedHeaders(
  request: OutgoingRequest,
  declared: RouteAuth,
  { secrets, open }: CredentialFields,
): Readonly<Record<string, string>> | Promise<Readonly<Record<string, string>>> {
  const { headers, body } = request;
  if ('kind' in declared && declared.kind === 'signature') {
    const [secret] = Object.values(secrets);
    if (secret === undefined || typeof body !== 'string') return headers;
    return { ...headers, [signatureHeader]: bodySignature(secret, body) };
  }
  const has = (name: string) => Object.hasOwn(secrets, name) || Object.hasOwn(open, name);
  const field = (name: string) =>
    Object.hasOwn(secrets, name) ? secrets[name] : Object.hasOwn(open, name) ? open[name] : undefined;
  const auth: Auth = chosenAuth(declared, has) ?? { kind: 'none' };
  if (authFields(auth).some(({ name, required }) => required && field(name) === undefined)) {
    throw new ByomError('NO_CREDENTIAL', 'The credential lacks a field that signs its requests.');
  }
  if (auth.kind === 'aws-sigv4') return sigv4Headers(request, auth, field);
  if (auth.kind === 'hmac') return hmacHeaders(request, auth, field);
  const key = auth.kind === 'none' ? undefined : field(auth.field ?? 'apiKey');
  if (key === undefined) return headers;
  if (auth.kind === 'bearer') return { ...headers, authorization: `${auth.scheme ?? 'Bearer'} ${key}` };
  return auth.kind === 'header' ? { ...headers, [auth.name.toLowerCase()]: key } : headers;
}
