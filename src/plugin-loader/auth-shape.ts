import { z } from 'zod';
import { authChoices, authFields, baseUrlFields, type CredentialField, type DeclaredAuth } from '../sdk/index.js';

const field = z.string().regex(/^[a-zA-Z][\w-]*$/, 'must name a credential field');
const refusedHeaders = /^(?:host|connection|content-length|content-type|transfer-encoding|upgrade|te|trailer|expect)$/i;
const header = z
  .string()
  .regex(/^[\w!#$%&'*+.^`|~-]+$/, 'must be a header name')
  .refine((name) => !refusedHeaders.test(name), 'must be a header that may carry a key');
const when = z.strictObject({ field }).optional();

const inSigned = ['method', 'host', 'path', 'query', 'timestamp', 'nonce', 'body', 'bodyHash', 'keyId'];
const template = (names: readonly string[]) =>
  z
    .string()
    .min(1)
    .refine(
      (text) => [...text.matchAll(/\{([^}]*)\}/g)].every(([, name]) => names.includes(name!)),
      `may hold only these places: ${names.map((name) => `{${name}}`).join(', ')}`,
    );
const headerText = template([...inSigned.filter((name) => name !== 'body'), 'signature']).regex(
  /^[\x20-\x7e]+$/,
  'must be a header value',
);

const choice = z.discriminatedUnion(
  'kind',
  [
    z.strictObject({
      kind: z.literal('bearer'),
      scheme: z
        .string()
        .regex(/^[\w-]+$/)
        .optional(),
      field: field.optional(),
      when,
    }),
    z.strictObject({ kind: z.literal('header'), name: header, field: field.optional(), when }),
    z.strictObject({
      kind: z.literal('aws-sigv4'),
      service: z.string().regex(/^[a-z0-9-]+$/, 'must be the name of an AWS service'),
      region: field,
      when,
    }),
    z.strictObject({
      kind: z.literal('hmac'),
      algorithm: z.enum(['sha1', 'sha256', 'sha384', 'sha512']),
      secret: field,
      secretEncoding: z.enum(['utf8', 'base64', 'hex']).optional(),
      keyId: field.optional(),
      signs: template(inSigned),
      headers: z
        .record(header, headerText)
        .refine((headers) => Object.values(headers).some((text) => text.includes('{signature}')), {
          message: 'must hold the {signature}',
        }),
      encoding: z.enum(['hex', 'base64', 'base64url']).optional(),
      bodyHash: z.enum(['md5', 'sha1', 'sha256', 'sha512']).optional(),
      bodyHashEncoding: z.enum(['hex', 'base64']).optional(),
      timestamp: z.enum(['seconds', 'milliseconds', 'iso', 'http-date']).optional(),
      when,
    }),
    z.strictObject({ kind: z.literal('none'), when }),
  ],
  {
    error: 'must be bearer, header, aws-sigv4, hmac or none; a key in a URL ends up in logs, so there is no query',
  },
);

/** What a plugin's `auth` must be: one way, or several. */
export const authShape = z.unknown().superRefine((value, context) => {
  const { error } = Array.isArray(value) ? z.array(choice).min(1).safeParse(value) : choice.safeParse(value);
  for (const { path, message } of error?.issues ?? []) {
    context.addIssue({ code: 'custom', path, message, continue: false });
  }
});

interface Declaration {
  readonly auth: DeclaredAuth;
  readonly credentialFields?: readonly CredentialField[];
  readonly baseUrl?: string;
}

/** Why a plugin's credential fields do not serve its `auth` and `baseUrl`; undefined where they do. */
export function credentialFieldsFault({ auth, credentialFields, baseUrl = '' }: Declaration): string | undefined {
  const choices = authChoices(auth);
  if (credentialFields === undefined && choices.every(({ kind }) => kind === 'none')) return undefined;
  const fields = credentialFields ?? [{ name: 'apiKey', secret: true }];
  const declared = (name: string) => fields.find((each) => each.name === name);
  for (const { name, secret } of choices.flatMap(authFields)) {
    const found = declared(name);
    if (found === undefined) return `must hold a field ${name}, which auth ${secret ? 'sends' : 'reads'}`;
    if (found.secret !== secret) return `must declare ${name} as ${secret ? 'secret' : 'not secret'}`;
  }
  for (const { when } of choices) {
    if (when && !declared(when.field)) return `must hold the field ${when.field}, by which auth is chosen`;
  }
  for (const name of baseUrlFields(baseUrl)) {
    if (declared(name)?.secret !== false) return `must hold ${name}, not secret, which is part of baseUrl`;
  }
  return undefined;
}
