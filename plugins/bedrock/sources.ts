/** Where the facts of this plugin were read, all on one day. */
export const sources = {
  aiSdk: 'npm @ai-sdk/amazon-bedrock@5.0.101 src',
  awsSdk: 'npm @aws-sdk/client-bedrock-runtime@3.1164.0 dist-types/models',
  langchain:
    'https://github.com/langchain-ai/langchain-aws 0434c7f9 libs/aws/langchain_aws/chat_models/bedrock_converse.py',
  features:
    'https://docs.aws.amazon.com/bedrock/latest/userguide/conversation-inference-supported-models-features.html',
  claudeCatalogue: 'npm @ai-sdk/anthropic@4.0.105 src/anthropic-model-catalog.ts',
  awsDocs: 'https://docs.aws.amazon.com/bedrock/latest',
} as const;

export const asOf = '2026-11-23';
