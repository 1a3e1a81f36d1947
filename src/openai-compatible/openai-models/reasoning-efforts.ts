import type { ModelDeclaration, Quirk, QuirkCondition, ReasoningEffort } from '../../sdk/index.js';
import { asOf, sources } from './sources.js';

const efforts = (id: string, values: readonly ReasoningEffort[], source: string, when?: QuirkCondition): Quirk => ({
  kind: 'limited-values',
  id,
  parameter: 'reasoningEffort',
  values,
  ...(when && { when }),
  source,
  asOf,
});

const chat: QuirkCondition = { endpoint: ['default'] };
const lowToHigh: readonly ReasoningEffort[] = ['low', 'medium', 'high'];
const lowToXhigh: readonly ReasoningEffort[] = [...lowToHigh, 'xhigh'];

/** The reasoning efforts that models take; lists that match a model together leave what is in all of them. */
export const reasoningEffortsOfModels: readonly ModelDeclaration[] = [
  {
    matches: ['o1*', 'o3*', 'o4*', 'codex-mini*'],
    quirks: [efforts('efforts-of-o', lowToHigh, `${sources.catalogue}; ${sources.measuredEfforts}`)],
  },
  {
    matches: ['*gpt-5', 'gpt-5-2025*', 'gpt-5-mini*', 'gpt-5-nano*', 'gpt-5-codex*'],
    quirks: [efforts('efforts-of-5-0', ['minimal', ...lowToHigh], sources.catalogue)],
  },
  {
    matches: ['gpt-5-codex*', '*gpt-5.1-codex', 'gpt-5.1-codex-2*', 'gpt-5.1-codex-mini*'],
    quirks: [efforts('efforts-of-codex', lowToHigh, sources.codexEffort)],
  },
  { matches: 'gpt-5-pro*', quirks: [efforts('high-effort-only', ['high'], sources.proEffort)] },
  {
    matches: ['*gpt-5.1', 'gpt-5.1-2*', 'gpt-5.1-mini*', 'gpt-5.1-chat*', '*gpt-5.1-codex', 'gpt-5.1-codex-mini*'],
    quirks: [efforts('efforts-of-5-1', ['none', ...lowToHigh], sources.catalogue)],
  },
  {
    matches: ['gpt-5.1-codex-max*', 'gpt-5.2-codex*', 'gpt-5.3-codex*'],
    quirks: [efforts('efforts-of-later-codex', lowToXhigh, sources.measuredEfforts)],
  },
  {
    matches: ['gpt-5.1-chat*', 'gpt-5.2-chat*', 'gpt-5.3-chat*', 'computer-use-preview*', '*-deep-research*'],
    quirks: [efforts('medium-effort-only', ['medium'], `${sources.effortsOfVariants}; ${sources.measuredMaxEfforts}`)],
  },
  {
    matches: ['gpt-5.2-pro*', 'gpt-5.4-pro*', 'gpt-5.5-pro*'],
    quirks: [efforts('efforts-of-pro', ['medium', 'high', 'xhigh'], sources.effortsOfVariants)],
  },
  {
    matches: ['gpt-5.2*', 'gpt-5.3*', 'gpt-5.4*', 'gpt-5.5*'],
    quirks: [efforts('efforts-with-none', ['none', ...lowToXhigh], sources.catalogue)],
  },
  {
    matches: ['gpt-5.6*', 'gpt-6-sol*', 'gpt-6-luna*', 'gpt-6.1-terra*'],
    quirks: [
      efforts('efforts-with-none-up-to-max', ['none', ...lowToXhigh, 'max'], sources.catalogue),
      efforts('efforts-with-none-on-chat', ['none', ...lowToXhigh], sources.language, chat),
    ],
  },
  {
    matches: ['gpt-6-astra*', 'gpt-6.1-sol*', 'gpt-6.2-*'],
    quirks: [
      efforts('efforts-from-low', [...lowToXhigh, 'max'], sources.catalogue),
      {
        ...efforts('efforts-from-low-on-chat', lowToXhigh, sources.language, chat),
        description: 'Always reasons, from effort low on; max is had on the Responses API alone.',
      },
    ],
  },
];
