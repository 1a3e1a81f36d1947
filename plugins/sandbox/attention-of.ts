import type { Attention } from './answer-label.js';

const small: Attention = { span: 500, noise: 0.18 };
const large: Attention = { span: 1_600, noise: 0.12 };

/** The smaller model guesses more and tires earlier. */
export const attentionOf = (model: string): Attention => (model.endsWith('small') ? small : large);
