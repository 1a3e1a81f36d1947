import type { FactSource } from '../../catalogue/fact-origins.js';
import { defineEnum } from './define-enum.js';

export const FactSourceEnum = defineEnum<FactSource>(
  'FactSource',
  'Where a fact about a model comes from; the first that exists wins. Of a whole family a plugin speaks more roughly than the catalogue of one model, and the operator’s own catalogue has the last word on what is declared or published.',
  {
    probed: 'Asked of the running server.',
    learned: "Learned from a provider's refusal, for the credential that it was given to.",
    declared: 'The plugin declares it.',
    catalogue: 'It is in the catalogue of published facts, or in the operator’s own.',
  },
);
