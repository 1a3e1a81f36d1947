const signs: readonly RegExp[] = [
  /\b(?:dear|attention|note to|hey|hello)[\s,:]{1,5}(?:the\s)?(?:judge|grader|evaluator|reviewer)\b/i,
  /\b(?:judge|grader|evaluator|grading (?:model|system))\b[^.\n]{0,80}\b(?:score|grade|rate|award|mark|give|reply|output)\b/i,
  /\b(?:score|grade|rate|award|mark|give)\b[^.\n]{0,60}\b(?:1\.0|full (?:marks|score|points)|highest|maximum|perfect) ?(?:score|grade|marks|rating)?\b/i,
  /\bscore["'\s]{0,3}[:= ]\s{0,3}(?:100\s?%|10\s?\/\s?10|1(?:\.0+)?(?!\.?\d))/i,
  /\b(?:ignore|disregard|forget)\b[^.\n]{0,40}\b(?:instruction|rubric|above|previous|prior)/i,
  /MATERIAL>>>|<\/?rubric>/,
];

/** Words of an answer that are meant for whoever grades it; undefined where there are none, or where the reference has them too. */
export function speaksToJudge(answer: string, reference: string): string | undefined {
  for (const sign of signs) {
    const found = sign.exec(answer)?.[0];
    if (found !== undefined && !sign.test(reference)) return found;
  }
  return undefined;
}
