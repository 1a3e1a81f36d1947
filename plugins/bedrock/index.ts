import { defineProvider } from 'byom/sdk';
import { BedrockAdapter } from './bedrock-adapter.js';
import { bedrockModels } from './bedrock-models.js';
import { providerQuirks } from './provider-quirks.js';

const optional = { secret: true, required: false } as const;

export default defineProvider({
  id: 'bedrock',
  name: 'Amazon Bedrock',
  description:
    'Models of many vendors in an AWS account, over the Converse API, by model id (`anthropic.claude-opus-4-6-v1`), inference profile (`us.anthropic.claude-opus-4-6-v1`) or ARN. With a Bedrock API key, or with an AWS access key whose requests are signed.',
  homepage: 'https://docs.aws.amazon.com/bedrock/',
  sdkVersion: 1,
  version: '1.0.0',
  auth: [
    { kind: 'bearer', when: { field: 'apiKey' } },
    { kind: 'aws-sigv4', service: 'bedrock', region: 'region', when: { field: 'accessKeyId' } },
  ],
  credentialFields: [
    {
      name: 'region',
      label: 'Region',
      secret: false,
      required: true,
      description:
        'The AWS region that is called, such as us-east-1. Elsewhere than on amazonaws.com give a baseUrl too.',
    },
    { name: 'apiKey', label: 'Bedrock API key', ...optional, description: 'In place of an access key.' },
    { name: 'accessKeyId', label: 'Access key id', ...optional },
    { name: 'secretAccessKey', label: 'Secret access key', ...optional, description: 'Of the access key.' },
    { name: 'sessionToken', label: 'Session token', ...optional, description: 'Of a temporary access key.' },
  ],
  baseUrl: 'https://bedrock-runtime.{region}.amazonaws.com',
  baseUrlCustomizable: true,
  quirks: providerQuirks,
  models: bedrockModels,
  connect: () => new BedrockAdapter(),
});
