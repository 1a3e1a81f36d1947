import { isObject, jsonWithin, withoutData } from './read-json.js';

const field =
  /^(?:(?:new|improved|better|revised|rewritten|updated|proposed)[ _-]?)?(?:system[ _-]?)?(?:instructions?|prompt)$/i;

/** The field of a JSON answer that a request asks for, shown or named; undefined where no JSON is asked for. */
function jsonField(request: string): string | undefined {
  const asked = request
    .split(/(?<=[.!?:])\s+|\n/)
    .filter(
      (sentence) =>
        /\bjson\b/i.test(sentence) && /\b(?:reply|answer|return|respond|output|write|give)\b/i.test(sentence),
    );
  if (asked.length === 0) return undefined;
  const shown = jsonWithin(request)
    .map(({ value }) => value)
    .filter(isObject)
    .filter((value) => Object.keys(value).length === 1)
    .flatMap((value) => Object.keys(value));
  const named = [...asked.join('\n').matchAll(/["'`“]([\w-]+)["'`”]/g)].map((match) => match[1] ?? '');
  return [...shown, ...named].findLast((name) => field.test(name)) ?? named[0];
}

/** Gives the instruction in the form that the request wants: a JSON field, a tag, a fence, or plain. */
export function writeProposal(instruction: string, wholeRequest: string, oldInstruction: string): string {
  const request = withoutData(wholeRequest).replace(oldInstruction, '');
  const name = jsonField(request);
  if (name !== undefined) return JSON.stringify({ [name]: instruction });
  const tags = [...request.matchAll(/<([a-z][\w-]*)>/gi)].map((match) => match[1] ?? '');
  const wanted = tags.findLast((tag) => /new|improved|better|revised|rewritten|updated|proposed|final/i.test(tag));
  const asked = /\b(?:inside|within|in|between|wrap\w*|enclose\w*)\b[^.\n<]{0,60}<([a-z][\w-]*)>/i.exec(request)?.[1];
  const tag = wanted ?? (asked !== undefined && /instruction|prompt|answer|output/i.test(asked) ? asked : undefined);
  if (tag !== undefined) return `<${tag}>\n${instruction}\n</${tag}>`;
  if (/```|\b(?:fenced|code block|triple backticks|backticks)\b/i.test(request)) {
    return `Here is a better instruction:\n\n\`\`\`\n${instruction}\n\`\`\``;
  }
  return instruction;
}
