import { createHash, createHmac } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import path from 'node:path';
import { afterEach, describe, expect, it } from '@jest/globals';
import { loadPlugins } from '../../src/plugin-loader/load-plugins.js';
import type { DeclaredAuth } from '../../src/sdk/index.js';
import { TenantSecret } from '../../src/vault/tenant-secret.js';
import { awsSignature } from '../support/aws-signature.js';
import { EgressSetting } from '../support/egress-setting.js';
import { ask, tenant } from '../support/generate-setting.js';
import { spendingWith } from '../support/spending.js';

const setting = new EgressSetting();
afterEach(() => setting.close());

const aws = {
  accessKeyId: 'AKIAcanary0123456789',
  secretAccessKey: 'canary/secret+access/key0123456789abcdef',
  sessionToken: 'FwoGcanary//session+token=='.repeat(20),
};
const sigv4: DeclaredAuth = { kind: 'aws-sigv4', service: 'bedrock', region: 'region' };

async function sent(
  auth: DeclaredAuth,
  secrets: Readonly<Record<string, string>>,
  { fields = {}, path: where = '/', body = '{"a":1}', headers = {} } = {},
) {
  const server = await setting.serve((_, response) => response.end('{}'));
  const credential = { origin: server.origin, secret: new TenantSecret(() => secrets), fields };
  const attempt = setting.egress().attemptFetch({ credential, auth, signal: new AbortController().signal });
  await (await attempt.fetch(server.origin + where, { method: 'POST', headers, body })).text();
  expect(server.requests).toHaveLength(1);
  return { ...server.requests[0]!, host: server.origin.slice('http://'.length) };
}

const header = (headers: IncomingHttpHeaders, name: string) => String(headers[name]);
const signatureOf = (request: Awaited<ReturnType<typeof sent>>, region: string) =>
  awsSignature(request, { region, service: 'bedrock', secret: aws.secretAccessKey });

describe('a signature of AWS', () => {
  it.each([
    ['a temporary key', aws, '{"text":"Zürich – 東京"}'],
    ['a lasting key', { accessKeyId: aws.accessKeyId, secretAccessKey: aws.secretAccessKey }, '{}'],
  ])('covers what arrives, with %s', async (_, secrets, body) => {
    const request = await sent(sigv4, secrets, {
      fields: { region: 'eu-central-1' },
      path: '/model/anthropic.claude-3-haiku-20240307-v1%3A0/converse?b=2&a=1%202',
      body,
      headers: {
        authorization: 'Bearer placeholder',
        'x-amz-date': '20200101T000000Z',
        'x-amz-security-token': 'placeholder',
        'x-own': 'kept',
      },
    });
    const { headers } = request;
    expect(header(headers, 'authorization')).toMatch(
      /^AWS4-HMAC-SHA256 Credential=AKIAcanary0123456789\/\d{8}\/eu-central-1\/bedrock\/aws4_request, SignedHeaders=[a-z0-9;-]+, Signature=[0-9a-f]{64}$/,
    );
    expect(headers['authorization']).toContain(`Signature=${signatureOf(request, 'eu-central-1')}`);
    expect(headers['authorization']).toMatch(/SignedHeaders=content-type;host;.*x-amz-date/);
    expect(headers['x-amz-security-token']).toBe('sessionToken' in secrets ? aws.sessionToken : undefined);
    expect(headers).toMatchObject({ host: request.host, 'x-own': 'kept' });
    expect(request.body).toBe(body);
    expect(JSON.stringify(headers)).not.toContain('placeholder');
    expect(JSON.stringify(headers)).not.toContain(aws.secretAccessKey);
  });

  it('differs with the body', async () => {
    const fields = { region: 'us-east-1' };
    const [one, two] = [await sent(sigv4, aws, { fields }), await sent(sigv4, aws, { fields, body: '{"a":2}' })];
    const signature = ({ headers }: typeof one) => header(headers, 'authorization').split('Signature=')[1];
    expect(signature(one)).toBe(signatureOf(one, 'us-east-1'));
    expect(signature(one)).not.toBe(signatureOf({ ...one, body: two.body }, 'us-east-1'));
  });
});

describe('a choice of ways', () => {
  const auth: DeclaredAuth = [
    { kind: 'bearer', when: { field: 'apiKey' } },
    { kind: 'header', name: 'X-Token', field: 'token', when: { field: 'token' } },
    { ...sigv4, when: { field: 'accessKeyId' } },
  ] as DeclaredAuth;

  it('falls on the first whose field the credential has', async () => {
    const fields = { region: 'us-east-1' };
    const headersWith = async (secrets: Readonly<Record<string, string>>) =>
      (await sent(auth, secrets, { fields })).headers;
    expect((await headersWith({ apiKey: 'canary-api-key', ...aws })).authorization).toBe('Bearer canary-api-key');
    expect(await headersWith({ token: 'canary-token' })).toMatchObject({ 'x-token': 'canary-token' });
    expect((await headersWith(aws)).authorization).toMatch(/^AWS4-HMAC-SHA256 /);
    expect((await headersWith({})).authorization).toBeUndefined();
  });
});

describe('secrets that an upstream sends back', () => {
  it('are scrubbed, each of them, in every encoding', async () => {
    const forms = Object.values(aws).flatMap((secret) => [
      secret,
      encodeURIComponent(secret),
      Buffer.from(secret).toString('base64'),
      Buffer.from(`x${secret}`).toString('base64url'),
      Buffer.from(secret).toString('hex'),
    ]);
    const echo = forms.join(' and ');
    const server = await setting.serve((_, response) => response.writeHead(403, { 'x-echo': echo }).end(echo));
    const credential = { origin: server.origin, secret: new TenantSecret(() => aws), fields: { region: 'eu-west-1' } };
    const attempt = setting.egress().attemptFetch({ credential, auth: sigv4, signal: new AbortController().signal });
    const response = await attempt.fetch(server.origin, { method: 'POST', body: '{}' });
    const seen = `${response.headers.get('x-echo')} ${await response.text()}`;
    expect(seen.split('[redacted]').length).toBeGreaterThanOrEqual(2 * forms.length);
    for (const form of forms) expect(seen).not.toContain(form);
  });
});

describe("a plugin's own signature", () => {
  it('is made by the host from what the plugin declares', async () => {
    const signing = path.join(import.meta.dirname, '../support/signing-plugins');
    const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };
    const registry = await loadPlugins({
      builtInDirectory: path.join(signing, 'none'),
      directory: path.join(signing, 'signed'),
      packages: [],
      packageRoot: signing,
      allowUnpinned: true,
      host: { logger: silent, clock: { now: () => 42 } },
    });
    expect(registry.list()).toHaveLength(1);
    const server = await setting.serve((_, response) => response.end('{"answer":"Paris"}'));
    const spending = spendingWith([...registry.list()]);
    setting.undo.push(() => spending.egress.close());
    const signingKey = Buffer.from('canary-signing-key-0123456789').toString('base64');
    const fields = { clientId: 'canary-client-0123456789', signingKey };
    const stored = await spending.addCredential.run(tenant, { provider: 'signed', fields, baseUrl: server.origin });
    const answer = await spending.generate.run(tenant, ask({ model: 'signed/any' }));
    expect(answer).toMatchObject({ text: 'Paris', credential: { id: stored.id, hint: '6789' } });

    const { headers, body, url } = server.requests[0]!;
    expect(url).toBe('/v2/ask?mode=plain');
    const hash = createHash('sha256').update(body).digest('base64');
    const text = `POST\n127.0.0.1:${server.port}/v2/ask?mode=plain\n${header(headers, 'x-acme-time')}\n${hash}\n`;
    const signature = createHmac('sha512', 'canary-signing-key-0123456789').update(text).digest('base64');
    expect(headers.authorization).toBe(`ACME-HMAC client="canary-client-0123456789", signature="${signature}"`);
    expect(headers['x-acme-content']).toBe(hash);
    expect(Math.abs(Number(headers['x-acme-time']) - Date.now())).toBeLessThan(60_000);
    const kept = JSON.stringify([answer, stored, spending.credentials.rows, spending.ledger.entries, spending.logged]);
    expect(kept).not.toContain('canary');
    expect(kept).not.toContain(signingKey);
  });
});
