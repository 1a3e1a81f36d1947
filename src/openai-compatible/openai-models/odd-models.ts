import type { ModelDeclaration } from '../../sdk/index.js';
import { modelFeatures } from './model-features.js';
import { notTaken } from './not-taken.js';
import { asOf, sources } from './sources.js';

/** Models with limits that no family of theirs shares. */
export const oddModels: readonly ModelDeclaration[] = [
  {
    matches: ['o1-mini*', 'o1-preview*'],
    features: modelFeatures.oldestO,
    quirks: [
      { kind: 'system-prompt-as-user', id: 'first-o-no-system-role', source: sources.systemRole, asOf },
      { kind: 'unsupported-feature', id: 'first-o-no-tools', feature: 'tools', source: sources.litellmO, asOf },
      {
        kind: 'unsupported-response-format',
        id: 'first-o-no-response-format',
        formats: ['json', 'json-schema'],
        instead: 'instruction',
        source: `${sources.olderO}; ${sources.litellmO}`,
        asOf,
      },
      notTaken('first-o-one-choice', 'n', 'https://platform.openai.com/docs/guides/reasoning (beta limitations)'),
      notTaken('first-o-no-effort', 'reasoningEffort', sources.olderO),
    ],
  },
  {
    matches: ['gpt-4o-search-preview*', 'gpt-4o-mini-search-preview*'],
    quirks: [
      notTaken('search-preview-no-temperature', 'temperature', sources.searchPreview),
      notTaken('search-preview-no-top-p', 'topP', sources.searchPreview),
      notTaken('search-preview-no-frequency-penalty', 'frequencyPenalty', sources.searchPreview),
      notTaken('search-preview-no-presence-penalty', 'presencePenalty', sources.searchPreview),
    ],
  },
  {
    matches: 'gpt-5*search*',
    quirks: [
      notTaken('search-no-seed', 'seed', sources.litellm),
      notTaken('search-no-several-choices', 'n', sources.litellm),
      notTaken('search-no-reasoning-effort', 'reasoningEffort', sources.litellm),
      { kind: 'unsupported-feature', id: 'search-no-tools', feature: 'tools', source: sources.litellm, asOf },
      {
        kind: 'unsupported-options',
        id: 'search-few-options',
        except: ['web_search_options', 'service_tier', 'store', 'verbosity'],
        source: sources.litellm,
        asOf,
      },
    ],
  },
  {
    matches: 'gpt-5.4-pro*',
    quirks: [
      {
        kind: 'unsupported-response-format',
        id: 'pro-no-json-schema',
        formats: ['json-schema'],
        instead: 'json',
        source: sources.modelsDev,
        asOf,
      },
    ],
  },
  {
    matches: ['gpt-3.5*', 'gpt-4*', 'chatgpt-*', 'gpt-5-chat*', 'o1*'],
    quirks: [
      {
        kind: 'unsupported-options',
        id: 'no-flex-tier',
        options: ['service_tier'],
        values: ['flex'],
        description: 'The cheaper and slower flex tier is had from o3 and GPT-5 on, without their chat models.',
        source: sources.capabilities,
        asOf,
      },
    ],
  },
  {
    matches: ['gpt-3.5*', 'gpt-5*nano*', 'gpt-5-chat*', 'o1*'],
    quirks: [
      {
        kind: 'unsupported-options',
        id: 'no-priority-tier',
        options: ['service_tier'],
        values: ['priority', 'fast'],
        source: sources.capabilities,
        asOf,
      },
    ],
  },
];
