import { seededRandom } from '../seeded-random.js';
import type { SearchExample } from './search.js';
import { spreadOverLabels } from './label-of.js';

/** The order in which a search takes a split's examples: whoever asks them beforehand, in this order, asks for what it needs first. */
export const searchOrder = (
  seed: number,
  split: 'train' | 'validation',
  examples: readonly SearchExample[],
): SearchExample[] => spreadOverLabels(seededRandom(seed, split).shuffled(examples));
