import { createHash, createHmac } from 'node:crypto';
import type { RawServer } from './raw-server.js';

const hmac = (key: string | Buffer, text: string) => createHmac('sha256', key).update(text).digest();
const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

/** The signature as AWS's manual describes it, step by step, over a request that arrived. */
export function awsSignature(
  { url, headers, body }: RawServer['requests'][number],
  { region, service, secret }: { readonly region: string; readonly service: string; readonly secret: string },
): string {
  const header = (name: string) => String(headers[name]);
  const [, signed = ''] = /SignedHeaders=([^,]+)/.exec(header('authorization')) ?? [];
  const { pathname, searchParams } = new URL(url, 'http://any');
  searchParams.sort();
  const canonical = [
    'POST',
    pathname.split('/').map(encodeURIComponent).join('/'),
    [...searchParams].map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`).join('&'),
    ...signed.split(';').map((name) => `${name}:${header(name).trim()}`),
    '',
    signed,
    sha256(body),
  ].join('\n');
  const time = header('x-amz-date');
  const scope = `${time.slice(0, 8)}/${region}/${service}/aws4_request`;
  const text = ['AWS4-HMAC-SHA256', time, scope, sha256(canonical)].join('\n');
  const key = [region, service, 'aws4_request'].reduce(
    (last, part) => hmac(last, part),
    hmac(`AWS4${secret}`, time.slice(0, 8)),
  );
  return createHmac('sha256', key).update(text).digest('hex');
}
