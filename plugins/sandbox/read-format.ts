/** What an instruction demands of an answer's form. */
export interface AnswerFormat {
  /** The bare answer, without a sentence around it. */
  readonly bare: boolean;
  readonly letters?: 'lower' | 'upper';
  readonly json: boolean;
  /** Names of JSON fields asked for. */
  readonly fields: readonly string[];
  /** For example `Answer:`. */
  readonly prefix?: string;
  /** The tag to wrap the answer in. */
  readonly tag?: string;
}

const bareWords =
  /\b(?:only|just|solely|exactly (?:one|as)|nothing (?:else|more)|(?:a|one) (?:single )?word|no (?:explanation|other|extra|additional|punctuation)|without (?:any )?(?:explanation|other|extra|further)|and nothing)\b/i;
const answerWords =
  /\b(?:answer|reply|respond|return|output|write|give|print|label|category|class|intent|name|number|value|json|word|say)\b/i;

const listed = (text: string) =>
  text
    .replace(/\([^)]*\)/g, '')
    .split(/,|\band\b|;|\n/)
    .map((name) => name.replace(/["'`“”*.:{}]/g, '').trim())
    .filter((name) => /^[A-Za-z][\w.-]{0,39}$/.test(name));

function jsonFields(text: string): string[] {
  const fields = [
    ...text.matchAll(/\b(?:fields?|keys?|properties|attributes)\b(?: named| called)?\s*(?:are|is|:|-)?\s*([^.\n]+)/gi),
  ].flatMap((match) => listed(match[1] ?? ''));
  const shown = [...text.matchAll(/\{\s*["'][^{}]*\}/g)].flatMap((match) =>
    [...match[0].matchAll(/["']([\w.-]+)["']\s*:/g)].map((key) => key[1] ?? ''),
  );
  return [...new Set([...fields, ...shown])].filter(
    (name) => !/^(?:only|nothing|else|with|the|no|other|json|exactly|following|these)$/i.test(name),
  );
}

export function readFormat(instructions: string): AnswerFormat {
  const sentences = instructions.split(/(?<=[.!?])\s+|\n+/);
  const demands = sentences.filter((sentence) => answerWords.test(sentence) || /^only\b/i.test(sentence));
  const json = demands.some((sentence) => /\bjson\b/i.test(sentence));
  return {
    bare: demands.some((sentence) => bareWords.test(sentence)),
    letters: demands.some((sentence) => /\blower[- ]?case/i.test(sentence))
      ? 'lower'
      : demands.some((sentence) => /\b(?:upper[- ]?case|capital letters|all caps)/i.test(sentence))
        ? 'upper'
        : undefined,
    json,
    fields: json ? jsonFields(instructions) : [],
    prefix: /\b(?:begin|start|prefix)\w*[^.\n"“`]{0,40}\bwith[^.\n"“`]{0,20}["“`]([^"”`\n]{1,30})["”`]/i.exec(
      instructions,
    )?.[1],
    tag: /\b(?:wrap|inside|within|in|between)\b[^.\n<]{0,40}<([a-z][\w-]*)>/i.exec(instructions)?.[1],
  };
}
