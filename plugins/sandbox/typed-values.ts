/** Kinds of values that can be found in a text by their shape, and the words by which a description asks for them. */
interface TypedValue {
  readonly kind: string;
  readonly asked: RegExp;
  readonly pattern: RegExp;
}

export const typedValues: readonly TypedValue[] = [
  { kind: 'e-mail address', asked: /e-?mail/i, pattern: /[\w.+-]+@[\w-]+(?:\.[\w-]+)+/g },
  { kind: 'link', asked: /\b(?:url|link|website|web address)\b/i, pattern: /https?:\/\/[^\s"'<>)]+|www\.[^\s"'<>)]+/g },
  {
    kind: 'date',
    asked: /\b(?:date|day|due|birthday)\b/i,
    pattern:
      /\b\d{4}-\d{2}-\d{2}\b|\b\d{1,2}[./]\d{1,2}[./]\d{2,4}\b|\b(?:\d{1,2}(?:st|nd|rd|th)? )?(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?(?: \d{1,2}(?:st|nd|rd|th)?)?(?:,? \d{4})?\b|\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b/g,
  },
  { kind: 'time', asked: /\b(?:time|hour|clock)\b/i, pattern: /\b\d{1,2}:\d{2}(?:\s?[ap]m)?\b|\b\d{1,2}\s?[ap]m\b/gi },
  {
    kind: 'code with letters and digits',
    asked:
      /\b(?:id|code|reference|order[ _]?(?:id|number|no)|number|sku|serial|invoice|ticket|tracking|identifier|account)\b|_id\b/i,
    pattern: /#?\b(?=[A-Z0-9-]*\d)(?=[A-Z0-9-]*[A-Z])[A-Z0-9]+(?:-[A-Z0-9]+)*\b|#\d+\b/g,
  },
  {
    kind: 'amount of money',
    asked: /\b(?:amount|price|cost|total|fee|refund|charge|sum|money|paid)\b/i,
    pattern: /(?:[$€£]|USD |EUR )\s?\d[\d,]*(?:\.\d+)?|\b\d[\d,]*(?:\.\d+)?\s?(?:dollars|euros|pounds|USD|EUR|€)/g,
  },
  { kind: 'telephone number', asked: /\b(?:phone|telephone|mobile|fax)\b/i, pattern: /\+?\d[\d ()-]{6,}\d/g },
  { kind: 'percentage', asked: /\bpercent/i, pattern: /\d+(?:\.\d+)?\s?%/g },
  {
    kind: 'number',
    asked: /\b(?:number|quantity|count|how many|age|amount|size|total|integer|digits?|qty)\b/i,
    pattern: /-?\d+(?:\.\d+)?/g,
  },
  {
    kind: 'name',
    asked: /\b(?:name|person|who|customer|city|place|country|company|product|where)\b/i,
    pattern: /(?<=[a-z,;:] )[A-Z][\w’'-]+(?: [A-Z][\w’'-]+)*/g,
  },
];

/** All values of a kind in a text, in order, without those that are part of a greater one of an earlier kind. */
export function valuesOf(kind: string, text: string): string[] {
  const typed = typedValues.find((candidate) => candidate.kind === kind);
  return typed === undefined ? [] : [...text.matchAll(typed.pattern)].map((match) => match[0].trim());
}

/** A pattern for values that look like these: their runs of digits and letters, in order. */
export function shapeOf(value: string): string {
  return value.replace(/\d+|[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[^\dA-Za-z]/g, (run) => {
    if (/^\d/.test(run)) return String.raw`\d+`;
    if (/^[A-Z]+$/.test(run)) return '[A-Z]+';
    if (/^[A-Z]/.test(run)) return '[A-Z][a-z]+';
    if (/^[a-z]/.test(run)) return '[a-z]+';
    return /\s/.test(run) ? String.raw`\s` : run.replace(/[.*+?^${}()|[\]\\/-]/g, String.raw`\$&`);
  });
}
