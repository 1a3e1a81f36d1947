import { tokens, words } from './tokens.js';

type Vector = ReadonlyMap<string, number>;

const counted = (features: readonly string[]): Map<string, number> => {
  const counts = new Map<string, number>();
  for (const feature of features) counts.set(feature, (counts.get(feature) ?? 0) + 1);
  return counts;
};

function trigrams(text: string): string[] {
  return words(text).flatMap((word) => {
    const padded = ` ${word} `;
    return Array.from({ length: Math.max(0, padded.length - 2) }, (_, at) => padded.slice(at, at + 3));
  });
}

function cosine(a: Vector, b: Vector, weight: (feature: string) => number): number {
  let dot = 0;
  let squaresA = 0;
  let squaresB = 0;
  for (const [feature, count] of a) {
    const weighted = Math.sqrt(count) * weight(feature);
    squaresA += weighted * weighted;
    const other = b.get(feature);
    if (other !== undefined) dot += weighted * Math.sqrt(other) * weight(feature);
  }
  for (const [feature, count] of b) squaresB += count * weight(feature) ** 2;
  return dot === 0 ? 0 : dot / Math.sqrt(squaresA * squaresB);
}

/**
 * Likeness of texts, 0 to 1: stemmed words weighted by how rare they are among the given texts, and a share for letter
 * triples, which see through spelling. It knows no language beyond that.
 */
export class TextSimilarity {
  readonly #frequency = new Map<string, number>();
  readonly #size: number;
  readonly #vectors = new Map<string, { readonly tokens: Vector; readonly trigrams: Vector }>();

  constructor(texts: readonly string[]) {
    this.#size = texts.length;
    for (const text of texts) {
      for (const token of this.#vector(text).tokens.keys()) {
        this.#frequency.set(token, (this.#frequency.get(token) ?? 0) + 1);
      }
    }
  }

  between(a: string, b: string): number {
    const left = this.#vector(a);
    const right = this.#vector(b);
    return (
      0.8 * cosine(left.tokens, right.tokens, (token) => this.rarity(token)) +
      0.2 * cosine(left.trigrams, right.trigrams, () => 1)
    );
  }

  /** Weight of a stem: greater where fewer of the texts have it. */
  rarity(token: string): number {
    return Math.log(1 + (this.#size + 1) / ((this.#frequency.get(token) ?? 0) + 0.5));
  }

  #vector(text: string) {
    let vector = this.#vectors.get(text);
    if (vector === undefined) {
      vector = { tokens: counted(tokens(text)), trigrams: counted(trigrams(text)) };
      this.#vectors.set(text, vector);
    }
    return vector;
  }
}
