import { defineProvider, readJsonReply } from 'byom/sdk';

/** A provider with a signature of its own, as a stranger would write it: the scheme is data, the adapter sees no key. */
export default defineProvider({
  id: 'signed',
  name: 'Signed',
  sdkVersion: 1,
  auth: {
    kind: 'hmac',
    algorithm: 'sha512',
    secret: 'signingKey',
    secretEncoding: 'base64',
    keyId: 'clientId',
    signs: '{method}\n{host}{path}?{query}\n{timestamp}\n{bodyHash}\n',
    bodyHashEncoding: 'base64',
    timestamp: 'milliseconds',
    encoding: 'base64',
    headers: {
      Authorization: 'ACME-HMAC client="{keyId}", signature="{signature}"',
      'X-Acme-Time': '{timestamp}',
      'X-Acme-Content': '{bodyHash}',
    },
  },
  credentialFields: [
    { name: 'clientId', label: 'Client id', secret: true, required: true },
    { name: 'signingKey', label: 'Signing key', secret: true, required: true },
    { name: 'cell', label: 'Cell', secret: false, required: false },
  ],
  baseUrl: 'https://{cell}.signed.example',
  baseUrlCustomizable: true,
  models: [{ matches: '*', contextWindow: 1000 }],
  connect: () => ({
    prepare: ({ messages }) => ({
      method: 'POST',
      path: '/v2/ask?mode=plain',
      headers: { authorization: 'none of the plugin’s business'.replace('’', "'") },
      body: { said: messages.map(({ content }) => content) },
    }),
    async complete(request, call) {
      const { method, path, headers, body } = this.prepare(request, { stream: false });
      const response = await call.fetch(call.baseUrl + path, { method, headers, body: JSON.stringify(body) });
      const { answer } = await readJsonReply(response);
      return { choices: [{ text: answer, finishReason: 'stop', toolCalls: [] }] };
    },
  }),
});
