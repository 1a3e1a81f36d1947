import { describe, expect, it } from '@jest/globals';
import { removeProviderVariables } from '../../../src/server/provider-variables.js';

describe('variables of providers', () => {
  it('are removed, and no others', () => {
    const poison = {
      OPENAI_API_KEY: 'x',
      OPENAI_BASE_URL: 'x',
      OPENAI_ORG_ID: 'x',
      OPENAI_CUSTOM_HEADERS: 'x',
      OPENAI_LOG: 'x',
      ANTHROPIC_API_KEY: 'x',
      ANTHROPIC_AUTH_TOKEN: 'x',
      ANTHROPIC_CUSTOM_HEADERS: 'x',
      GROQ_API_KEY: 'x',
      AZURE_OPENAI_API_KEY: 'x',
      AWS_BEARER_TOKEN_BEDROCK: 'x',
      AWS_ACCESS_KEY_ID: 'x',
      BASETEN_API_KEY: 'x',
      OLLAMA_HOST: 'x',
      CO_API_KEY: 'x',
      APOLLO_KEY: 'x',
    };
    const kept = { PATH: 'x', HOME: 'x', BYOM_PORT: 'x', DATABASE_URL: 'x', COLUMNS: 'x', NODE_OPTIONS: 'x' };
    const environment = { ...poison, ...kept };
    expect(removeProviderVariables(environment).toSorted()).toEqual(Object.keys(poison).toSorted());
    expect(environment).toEqual(kept);
  });
});
