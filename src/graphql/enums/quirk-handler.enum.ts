import { defineEnum } from './define-enum.js';

export type QuirkHandler = 'rule' | 'adapter' | 'catalogue';

export const QuirkHandlerEnum = defineEnum<QuirkHandler>('QuirkHandler', 'Who takes care of a quirk.', {
  rule: 'A rule changes the request, or reports on it.',
  adapter: "The provider's adapter translates syntax.",
  catalogue: 'The catalogue holds a number.',
});
