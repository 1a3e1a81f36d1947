import type { ModelDeclaration } from 'byom/sdk';

const asOf = '2026-11-23';
const source = 'https://github.com/anomalyco/models.dev f3fc6922';

/** What the catalogue's numbers mean here. */
export const modelLimits: readonly ModelDeclaration[] = [
  {
    matches: ['gpt-5*', 'gpt-6*'],
    quirks: [
      {
        kind: 'model-limit',
        id: 'input-limit-of-its-own',
        parameter: 'messages',
        description: 'The window holds input and output together, and the input has a lower limit of its own.',
        source,
        asOf,
      },
    ],
  },
  {
    matches: ['gpt-5.4*', 'gpt-5.5*', 'gpt-5.6*', 'gpt-6*'],
    quirks: [
      {
        kind: 'model-limit',
        id: 'dearer-long-input',
        parameter: 'price',
        description: 'A request of more than 272,000 input tokens is billed at a higher rate throughout.',
        source,
        asOf,
      },
    ],
  },
];
