/**
 * Vendors' SDKs take keys, base URLs, headers and log levels from the environment where they are not told otherwise, and
 * the operator's would then pay for, or see, a customer's call. So they are gone before any plugin is loaded.
 */
const vendors = [
  'AI21',
  'ALIBABA',
  'ANTHROPIC',
  'ANYSCALE',
  'APOLLO',
  'AWS',
  'AZURE',
  'BASETEN',
  'BEDROCK',
  'CEREBRAS',
  'CLAUDE',
  'CO',
  'COHERE',
  'DASHSCOPE',
  'DATABRICKS',
  'DEEPINFRA',
  'DEEPSEEK',
  'FIREWORKS',
  'GEMINI',
  'GOOGLE',
  'GROK',
  'GROQ',
  'HF',
  'HUGGINGFACE',
  'HYPERBOLIC',
  'LEPTON',
  'LITELLM',
  'MISTRAL',
  'MOONSHOT',
  'NEBIUS',
  'NVIDIA',
  'OLLAMA',
  'OPENAI',
  'OPENROUTER',
  'PERPLEXITY',
  'REPLICATE',
  'SAMBANOVA',
  'TOGETHER',
  'VERTEX',
  'VERTEXAI',
  'VOYAGE',
  'WATSONX',
  'XAI',
];
const providerVariable = new RegExp(`^(?:${vendors.join('|')})(?:_|$)`, 'i');

/** Deletes them; gives their names. */
export function removeProviderVariables(environment: NodeJS.ProcessEnv): readonly string[] {
  const found = Object.keys(environment).filter((name) => providerVariable.test(name));
  for (const name of found) delete environment[name];
  return found;
}
