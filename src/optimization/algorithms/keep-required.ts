import type { Search } from './search.js';
import { guidelinesOf } from './edit-instruction.js';
import { labelOf } from './label-of.js';
import { mendInstruction } from './read-instruction.js';
import { phrasesOf } from './reflection-prompt.js';

const MOST_TERMS = 100;

/** What the metric looks for in an answer, and a prompt therefore has to name: labels, and the fields of objects. */
function termsOf({ train, validation }: Pick<Search, 'train' | 'validation'>): readonly string[] {
  const examples = [...train, ...validation];
  const fields = examples.flatMap(({ expected }) =>
    typeof expected === 'object' && expected !== null && !Array.isArray(expected) ? Object.keys(expected) : [],
  );
  const labels = examples.flatMap((example) => (typeof example.expected === 'string' ? (labelOf(example) ?? []) : []));
  const terms = [...new Set([...fields, ...labels])];
  // Answers that hardly come twice are no labels.
  return terms.length > Math.min(MOST_TERMS, 0.6 * examples.length) ? [] : terms;
}

/**
 * Makes an instruction keep what the first one had: its variables, the phrases that it must keep word for word, and the
 * guidelines that name the answers or fields which the metric looks for. What was lost is put back at the end. Undefined
 * where nothing usable is left.
 */
export function keepRequired(search: Search): (instruction: string) => string | undefined {
  const first = search.baseline.prompt.system ?? '';
  const phrases = phrasesOf(search.baseline);
  const variables = { keep: search.variables(first), phrases, of: (text: string) => search.variables(text) };
  const terms = termsOf(search).filter((term) => first.includes(term));
  const naming = guidelinesOf(first).map((guideline) => ({
    guideline,
    names: terms.filter((term) => guideline.includes(term)),
  }));
  return (instruction) => {
    const lost = new Set(terms.filter((term) => !instruction.includes(term)));
    const named = naming.filter(({ names }) => names.some((name) => lost.has(name))).map(({ guideline }) => guideline);
    const mended = mendInstruction([instruction.trimEnd(), ...named].join('\n'), variables);
    // Braces that had to be halved may have been part of a phrase.
    return mended !== undefined && phrases.every((phrase) => mended.includes(phrase)) ? mended : undefined;
  };
}
