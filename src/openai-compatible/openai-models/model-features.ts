import type { ModelFeature } from '../../sdk/index.js';

const every: readonly ModelFeature[] = ['streaming', 'system-prompt', 'tools', 'parallel-tools', 'json-mode'];

/** What families of models can do, for those that no catalogue lists. */
export const modelFeatures = {
  oldest: [...every, 'logprobs', 'seed'],
  classic: [...every, 'json-schema', 'vision', 'logprobs', 'seed', 'prompt-caching'],
  /** As the chat product has it. */
  chat: ['streaming', 'system-prompt', 'json-mode', 'json-schema', 'vision', 'logprobs', 'seed', 'prompt-caching'],
  reasoning: [...every, 'json-schema', 'vision', 'reasoning', 'seed', 'prompt-caching'],
  /** The o series calls one tool at a time. */
  o: [
    'streaming',
    'system-prompt',
    'tools',
    'json-mode',
    'json-schema',
    'vision',
    'reasoning',
    'seed',
    'prompt-caching',
  ],
  oldestO: ['streaming', 'reasoning'],
} as const satisfies Record<string, readonly ModelFeature[]>;
