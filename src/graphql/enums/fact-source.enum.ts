import { defineEnum } from './define-enum.js';

export type FactSource = 'declared' | 'catalogue';

export const FactSourceEnum = defineEnum<FactSource>(
  'FactSource',
  'Where a fact about a model comes from; the first that exists wins.',
  { declared: 'The plugin declares it.', catalogue: 'It is in the catalogue of published facts.' },
);
