import { SignatureV4 } from '@smithy/signature-v4';
import type { Auth } from '../sdk/index.js';
import type { OutgoingRequest } from './outgoing-request.js';
import { NodeSha256 } from './node-sha256.js';

/** Proxies on the way may rewrite these. */
const unsignableHeaders = new Set(['accept', 'accept-encoding']);

/** The headers of a request with its signature of AWS, version 4. */
export async function sigv4Headers(
  { method, url, headers, body }: OutgoingRequest,
  { service, region }: Extract<Auth, { kind: 'aws-sigv4' }>,
  field: (name: string) => string | undefined,
  now = new Date(),
): Promise<Record<string, string>> {
  const signer = new SignatureV4({
    service,
    region: field(region) ?? '',
    credentials: {
      accessKeyId: field('accessKeyId') ?? '',
      secretAccessKey: field('secretAccessKey') ?? '',
      sessionToken: field('sessionToken'),
    },
    sha256: NodeSha256,
  });
  const query: Record<string, string[]> = {};
  for (const [name, value] of url.searchParams) (query[name] ??= []).push(value);
  const request = {
    method,
    protocol: url.protocol,
    hostname: url.hostname,
    path: url.pathname,
    query,
    headers: { ...headers, host: url.host },
    body: body ?? undefined,
  };
  const signed = await signer.sign(request, { signingDate: now, unsignableHeaders });
  const { host: _, ...rest } = signed.headers;
  return rest;
}
