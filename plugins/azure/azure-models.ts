import type { ModelDeclaration } from 'byom/sdk';

const asOf = '2026-11-23';

/** Deployments whose names Azure has spelled otherwise from the start, and limits of its own on some models. */
export const azureModels: readonly ModelDeclaration[] = [
  {
    matches: 'gpt-35*',
    features: ['streaming', 'system-prompt', 'tools', 'parallel-tools', 'json-mode', 'logprobs', 'seed'],
    quirks: [
      {
        kind: 'unsupported-response-format',
        id: 'gpt-35-no-json-schema',
        formats: ['json-schema'],
        instead: 'json',
        source: 'https://github.com/BerriAI/litellm litellm/llms/azure/chat/gpt_transformation.py 05084816',
        asOf,
      },
    ],
  },
  {
    matches: ['gpt-4o*', 'gpt-4.1*', 'gpt-4-turbo*', 'o1*', 'o3*', 'o4*'],
    quirks: [
      {
        kind: 'limited-count',
        id: 'fifty-images',
        of: 'images',
        most: 50,
        source: 'https://learn.microsoft.com/azure/ai-foundry/openai/quotas-limits',
        asOf,
      },
    ],
  },
  {
    matches: ['gpt-4*', 'gpt-35*', 'o1*', 'o3*', 'o4*'],
    quirks: [
      {
        kind: 'unsupported-options',
        id: 'no-cache-retention',
        options: ['prompt_cache_retention'],
        source: 'https://github.com/OpenHands/software-agent-sdk/issues/2295',
        asOf,
      },
    ],
  },
];
