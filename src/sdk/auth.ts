/**
 * How the host proves who pays; a plugin never sees a key. A key in a query is not among them: URLs end up in the logs
 * of every proxy on the way.
 */
export type Auth =
  /** `authorization: <scheme> KEY`, scheme `Bearer` where left out; `field` is the credential's, `apiKey` where left out. */
  | { readonly kind: 'bearer'; readonly scheme?: string; readonly field?: string }
  /** The key alone in a header of this name. */
  | { readonly kind: 'header'; readonly name: string; readonly field?: string }
  /**
   * AWS Signature Version 4 over the bytes that are sent, by the credential's secret fields `accessKeyId`,
   * `secretAccessKey` and, for temporary ones, `sessionToken`. `region` names the credential's field that holds it.
   */
  | { readonly kind: 'aws-sigv4'; readonly service: string; readonly region: string }
  | HmacAuth
  | { readonly kind: 'none' };

/**
 * A signature of the provider's own design: what `signs` stands for, keyed by a secret and sent in `headers`. Both are
 * texts in which {method}, {host}, {path}, {query} (without `?`), {timestamp}, {nonce}, {body}, {bodyHash} and {keyId}
 * are filled in, and {signature} in headers: `signs: '{method}\n{path}\n{timestamp}\n{bodyHash}'`,
 * `headers: { authorization: 'ACME {keyId}:{signature}', 'x-acme-date': '{timestamp}' }`.
 */
export interface HmacAuth {
  readonly kind: 'hmac';
  readonly algorithm: 'sha1' | 'sha256' | 'sha384' | 'sha512';
  /** The credential's secret field that signs. */
  readonly secret: string;
  /** How that secret is written; its text's own bytes sign where left out. */
  readonly secretEncoding?: 'utf8' | 'base64' | 'hex';
  /** The credential's field that says which key it is, for {keyId}. */
  readonly keyId?: string;
  readonly signs: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Of the signature; `hex` where left out. */
  readonly encoding?: 'hex' | 'base64' | 'base64url';
  /** `sha256` where left out. */
  readonly bodyHash?: 'md5' | 'sha1' | 'sha256' | 'sha512';
  /** `hex` where left out. */
  readonly bodyHashEncoding?: 'hex' | 'base64';
  /** Since 1970, or a text of the moment; `seconds` where left out. */
  readonly timestamp?: 'seconds' | 'milliseconds' | 'iso' | 'http-date';
}

/** One of several ways to authenticate: taken where the credential has `when.field`, or always. */
export type AuthChoice = Auth & { readonly when?: { readonly field: string } };

/** One way, or several of which the first that fits a credential is taken. */
export type DeclaredAuth = Auth | readonly AuthChoice[];
