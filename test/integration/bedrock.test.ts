import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { gql } from 'graphql-request';
import { event, eventStream, exception } from '../../plugins/bedrock/fixtures/event-stream.js';
import type { Answer } from '../support/answer.js';
import { awsSignature } from '../support/aws-signature.js';
import { bootServer, type BootedServer } from '../support/boot-server.js';
import { inspectDatabase } from '../support/inspect-database.js';
import { startRawServer, type RawServer } from '../support/raw-server.js';

const secrets = {
  accessKeyId: 'AKIAcanary0123456789',
  secretAccessKey: 'canary/secret+access/key0123456789abcdef',
  sessionToken: 'canary//session+token==0123456789',
};
const model = 'us.anthropic.claude-opus-4-5-20251101-v1:0';
const usage = { inputTokens: 10, outputTokens: 6, totalTokens: 16 };
const addCredential = gql`
  mutation ($input: AddCredentialInput!) {
    addCredential(input: $input) {
      id
      origin
      hint
    }
  }
`;
const generate = gql`
  mutation ($input: GenerateInput!) {
    generate(input: $input) {
      text
      usage {
        inputTokens
        outputTokens
      }
      credential {
        hint
      }
    }
  }
`;

let server: BootedServer;
let bedrock: RawServer;
let answer: { status?: number; headers: Record<string, string>; body: string | Uint8Array };

beforeAll(async () => {
  server = await bootServer();
});
afterAll(() => server.close());
beforeEach(async () => {
  bedrock = await startRawServer((_, response) => {
    response.writeHead(answer.status ?? 200, answer.headers).end(answer.body);
  });
});
afterEach(() => bedrock.close());

const whole = (text: string) => ({
  headers: { 'content-type': 'application/json', 'x-amzn-requestid': 'r-1' },
  body: JSON.stringify({
    output: { message: { role: 'assistant', content: [{ text }] } },
    stopReason: 'end_turn',
    usage,
  }),
});
const inputOf = (more: object = {}) => ({
  model: `bedrock/${model}`,
  messages: [{ role: 'USER', content: 'Zürich?' }],
  credential: { provider: 'bedrock', baseUrl: bedrock.origin, fields: { region: 'eu-west-1', ...secrets } },
  ...more,
});

describe('Bedrock, over a running server', () => {
  it('is called with a stored access key, signed over what arrives, and shows nothing of it', async () => {
    answer = whole('Grüezi.');
    const fields = { region: 'eu-west-1', ...secrets };
    const input = { provider: 'bedrock', fields, baseUrl: bedrock.origin };
    const added = await server.client.request<Answer>(addCredential, { input });
    expect(added.addCredential).toMatchObject({ origin: bedrock.origin, hint: '6789' });
    const credential = { id: added.addCredential.id };
    const answered = await server.client.request<Answer>(generate, { input: inputOf({ credential }) });
    expect(answered.generate).toEqual({
      text: 'Grüezi.',
      usage: { inputTokens: 10, outputTokens: 6 },
      credential: { hint: '6789' },
    });
    const [request] = bedrock.requests;
    expect(request!.url).toBe('/model/us.anthropic.claude-opus-4-5-20251101-v1%3A0/converse');
    const scope = { region: 'eu-west-1', service: 'bedrock', secret: secrets.secretAccessKey };
    expect(request!.headers.authorization).toContain(`Signature=${awsSignature(request!, scope)}`);
    expect(request!.headers['x-amz-security-token']).toBe(secrets.sessionToken);
    expect(JSON.stringify([added, answered])).not.toContain('canary');
    const { rows } = await inspectDatabase<{ row: string; sealed: string }>(
      server.databaseUrl,
      "select credentials::text as row, encode(sealed, 'escape') as sealed from credentials",
    );
    expect(rows).toHaveLength(1);
    expect(rows[0]!.row + rows[0]!.sealed).not.toContain('canary');
    expect(rows[0]!.row).toContain('eu-west-1');
  });

  it('is called with a key of its own instead, without a signature', async () => {
    answer = whole('Hi.');
    const credential = {
      provider: 'bedrock',
      apiKey: 'canary-bedrock-key-0123',
      fields: { region: 'us-east-1' },
      baseUrl: bedrock.origin,
    };
    await server.client.request(generate, { input: inputOf({ credential }) });
    const { headers } = bedrock.requests[0]!;
    expect(headers.authorization).toBe('Bearer canary-bedrock-key-0123');
    expect(headers).not.toHaveProperty('x-amz-date');
  });

  it('takes another access key in the place of a stored one, and a key of its own in the place of that', async () => {
    answer = whole('Hi.');
    const rotate = gql`
      mutation ($id: ID!, $input: RotateCredentialInput!) {
        rotateCredential(id: $id, input: $input) {
          hint
          origin
        }
      }
    `;
    const fields = { region: 'eu-west-1', ...secrets };
    const added = await server.client.request<Answer>(addCredential, {
      input: { provider: 'bedrock', fields, baseUrl: bedrock.origin },
    });
    const { id } = added.addCredential;
    const anew = { accessKeyId: 'AKIAcanary0000009876', secretAccessKey: 'canary/another+key/0123456789' };
    const rotated = await server.client.request<Answer>(rotate, { id, input: { fields: anew } });
    expect(rotated.rotateCredential).toEqual({ hint: '9876', origin: bedrock.origin });
    await server.client.request(generate, { input: inputOf({ credential: { id } }) });
    const [first] = bedrock.requests;
    const scope = { region: 'eu-west-1', service: 'bedrock', secret: anew.secretAccessKey };
    expect(first!.headers.authorization).toContain(`Signature=${awsSignature(first!, scope)}`);
    // A secret is always given anew: the former session does not go on under another key.
    expect(first!.headers).not.toHaveProperty('x-amz-security-token');
    const half = server.client.request(rotate, { id, input: { fields: { accessKeyId: 'AKIAcanary0000001111' } } });
    await expect(half).rejects.toThrow('secretAccessKey is required');
    await server.client.request(rotate, { id, input: { apiKey: 'canary-bedrock-key-0123' } });
    await server.client.request(generate, { input: inputOf({ credential: { id } }) });
    expect(bedrock.requests[1]!.headers.authorization).toBe('Bearer canary-bedrock-key-0123');
  });

  it('streams its binary events', async () => {
    answer = eventStream(
      event('messageStart', { role: 'assistant' }),
      ...['Grü', 'ezi', '.'].map((text) => event('contentBlockDelta', { contentBlockIndex: 0, delta: { text } })),
      event('contentBlockStop', { contentBlockIndex: 0 }),
      event('messageStop', { stopReason: 'end_turn' }),
      event('metadata', { usage }),
    );
    const query =
      'subscription($input: GenerateInput!) { generate(input: $input) { delta generation { text finishReason } } }';
    const client = server.subscriber();
    const events: Answer[] = [];
    for await (const { data, errors } of client.iterate<Answer>({
      query,
      variables: { input: inputOf({ idempotencyKey: randomUUID() }) },
    })) {
      expect(errors).toBeUndefined();
      events.push(data!.generate);
    }
    client.dispose();
    expect(events.map(({ delta }) => delta ?? '').join('')).toBe('Grüezi.');
    expect(events.at(-1)!.generation).toEqual({ text: 'Grüezi.', finishReason: 'STOP' });
    expect(bedrock.requests[0]!.url).toMatch(/\/converse-stream$/);
    expect(bedrock.requests[0]!.headers.accept).toBe('application/vnd.amazon.eventstream');
  });

  it('fails typed, without the keys that it sends back', async () => {
    const echo = `Denied for ${Object.values(secrets).join(' and ')}`;
    const refused = async () => {
      const { response } = await server.client
        .rawRequest(generate, { input: inputOf() })
        .catch((error: Answer) => error);
      expect(JSON.stringify(response.errors)).not.toMatch(/canary|Denied/);
      return response.errors[0].extensions;
    };
    answer = {
      status: 403,
      headers: { 'x-amzn-errortype': 'UnrecognizedClientException', 'x-amzn-requestid': `r-${secrets.accessKeyId}` },
      body: JSON.stringify({ message: echo }),
    };
    expect(await refused()).toMatchObject({ code: 'CREDENTIAL_INVALID', provider: { id: 'bedrock', status: 403 } });
    answer = eventStream(exception('throttlingException', echo));
    answer.body = Buffer.from(answer.body);
    expect((await refused()).code).toBe('PROVIDER_PROTOCOL');
  });

  it.each<[string, object, RegExp]>([
    [
      'half a key',
      { fields: { region: 'us-east-1', accessKeyId: secrets.accessKeyId } },
      /^secretAccessKey is required/,
    ],
    ['no key', { fields: { region: 'us-east-1' } }, /needs apiKey or accessKeyId/],
    ['no region', { fields: secrets }, /^region is required/],
    [
      'a region that leads elsewhere',
      { fields: { region: 'evil.example/', ...secrets } },
      /^region is part of the address/,
    ],
    [
      'a key that is no text',
      { fields: { region: 'us-east-1', ...secrets, sessionToken: ['canary'] } },
      /sessionToken/,
    ],
    ['a field that it does not have', { fields: { region: 'us-east-1', ...secrets, roleArn: 'canary' } }, /roleArn/],
    ['fields that are none', { fields: 'canary' }, /^input\.fields is not of type JSONObject/],
  ])('refuses %s, in words without a value', async (_, given, message) => {
    const { response } = await server.client
      .rawRequest(addCredential, { input: { provider: 'bedrock', ...given } })
      .catch((error: Answer) => error);
    expect(response.errors[0].extensions.code).toBe('BAD_USER_INPUT');
    expect(response.errors[0].message).toMatch(message);
    expect(JSON.stringify(response)).not.toContain('canary');
  });
});
