import { words } from './tokens.js';

/** What an instruction says about answers: which there are, and what each stands for. */
export interface Guidelines {
  /** Allowed answers, as written. */
  readonly labels: readonly string[];
  /** `name: description` lines and rules such as "if it mentions X, answer Y", by name. */
  readonly descriptions: ReadonlyMap<string, readonly string[]>;
  /** The same, where it says what an answer is not for. */
  readonly exclusions: ReadonlyMap<string, readonly string[]>;
}

const bullet = /^\s*(?:[-*•+]|\(?\d+[.)])\s+(.*)$/;
const definition = /^[`"'“*_[]*([\w][\w /&'’.-]{0,48}?)[`"'”*_\]]*\s*(?::[*_]*|\s[—–-]|->|=>|→|=)\s+(.+)$/;
const heading =
  /^(?:allowed|labels?|categories|category|classes|options?|intents?|choices|answers?|possible \w+|valid \w+|rules?|guidelines?|guidance|format|output format|output|notes?|hints?|instructions?|tasks?|examples?|important|answer with|remember|input|step \d+|.*\b(?:are|of|following|such as))$/i;
const listIntroduction =
  /\b(?:one of|either|labels?|categor(?:y|ies)|class(?:es)?|intents?|options?|choices|answers? (?:are|is|must be)|allowed (?:answers?|values?|\w+)|values|topics?|teams?|queues?|departments?|into|(?:classif|categori[sz]|label|mark|treat)\w* (?:it |this )?as)\b(?: (?:the )?(?:following|these))?(?: \w+){0,4}?\s*(?::|\bare\b|\bis\b|\bof\b|\(|(?<=into|as|either))(?=\s*([^\n]+))/gi;

const clean = (name: string) =>
  name
    .replace(/^(?:and|or|the|either)\s+/i, '')
    .replace(/^[\s`"'“”*_[({]+|[\s`"'“”*_\])}.;:!?]+$/g, '')
    .trim();
const isName = (name: string) =>
  /^[\p{L}\p{N}][\p{L}\p{N} _/&'’.+-]{0,48}$/u.test(name) && name.split(/\s+/).length <= 5;

/** Where a line may list answers: behind its first few introductions, of which not each is one, and in brackets. */
function* possibleLists(line: string): Generator<string> {
  let left = 8;
  for (const found of line.matchAll(listIntroduction)) {
    if (left === 0) break;
    left -= 1;
    yield found[1] ?? '';
  }
  for (const found of line.matchAll(/\(([^()]+)\)/g)) yield found[1] ?? '';
}

function inlineList(line: string): string[] {
  for (const candidate of possibleLists(line)) {
    const sentence = candidate.split(/[.!?](?:\s|$)|\)|;\s/)[0] ?? '';
    const items = sentence
      .split(/\s*[,|]\s*(?:and |or )?|\s+(?:or|and)\s+/)
      .map(clean)
      .filter((item) => item !== '');
    if (
      items.length >= 2 &&
      items.every(isName) &&
      (/[,|]/.test(sentence) || items.every((item) => !item.includes(' ')))
    ) {
      return items;
    }
  }
  return [];
}

/** The label named first in a text, the longest of several that start at one place. */
export function firstLabelIn(text: string, labels: readonly string[]): string | undefined {
  const lower = text.toLowerCase();
  let best: { readonly at: number; readonly label: string } | undefined;
  for (const label of labels) {
    const escaped = label.toLowerCase().replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
    const at = lower.search(new RegExp(String.raw`(?<![\p{L}\p{N}_-])${escaped}(?![\p{L}\p{N}_-])`, 'u'));
    if (at === -1) continue;
    if (best === undefined || at < best.at || (at === best.at && label.length > best.label.length))
      best = { at, label };
  }
  return best?.label;
}

const answerVerb =
  /\b(?:answer|reply|respond|choose|pick|use|label|classify|categori[sz]e|return|output|select|say|assign|write|means?|is|goes to|belongs to|points? to)\b/i;
const conditional = [
  /\b(?:if|when|whenever|where)\b(?<condition>[^\n]+?)(?:,|:|\bthen\b|->|=>|→)\s*(?:then )?(?<answer>(?:it is |the |please )?\b(?:answer|reply|respond|choose|pick|use|label|classify|categori[sz]e|return|output|select|say|assign|write|category|intent)\b[^\n]*)/i,
  /\b(?<answer>(?:answer|reply|respond|choose|pick|use|select|assign)\b[^\n]+?)\b(?:if|when|whenever|for|where)\b(?<condition>[^\n]+)/i,
  /^(?:words?|phrases?|mentions?|terms?|messages?)\b(?<condition>[^\n]+?)(?<answer>\b(?:mean|means|point to|points to|go to|goes to|belong to|belongs to|indicate|indicates|suggest|suggests|are|is)\b[^\n]+|(?:->|=>|→)[^\n]+)/i,
];

interface Rule {
  readonly condition: string;
  readonly answer: string;
}

function ruleOf(text: string): Rule | undefined {
  for (const pattern of conditional) {
    const groups = pattern.exec(text)?.groups;
    if (groups !== undefined) return { condition: groups['condition'] ?? '', answer: groups['answer'] ?? '' };
  }
  return undefined;
}

/** "Lost parcels are for delivery": a known answer behind such a verb, and what is said around it. */
function statementOf(sentence: string, labels: readonly string[]): Rule | undefined {
  const verb =
    /\b(?:is|are|belongs?|goes|go|counts?)(?: (?:always|never|for|to|a|an|the|as|with|in|under))*\s+(?=\S)/gi;
  for (const match of sentence.matchAll(verb)) {
    const rest = sentence.slice(match.index + match[0].length).replace(/^["“'`]/, '');
    const answer = firstLabelIn(rest.slice(0, 60), labels);
    if (answer === undefined || !rest.toLowerCase().startsWith(answer.toLowerCase())) continue;
    const condition = `${sentence.slice(0, match.index)} ${rest.slice(answer.length)}`;
    if (/\bnever\b/i.test(match[0]) || words(condition).length < 2) return undefined;
    return { condition, answer };
  }
  return undefined;
}

function newLabel(answer: string): string | undefined {
  const quoted = /["“'`‘]([^"”'`’]{1,48})["”'`’]/.exec(answer)?.[1];
  if (quoted !== undefined) return clean(quoted);
  const name = clean(
    answer
      .replace(answerVerb, '')
      .replace(/^\s*(?:with|as|it|the|is|:)+\s+/gi, '')
      .split(/[.,;(]/)[0] ?? '',
  );
  return isName(name) && name.split(' ').length <= 3 ? name : undefined;
}

const exclusion =
  /\b(?:(?:but )?not (?:for|about|when|if)|rather than|unlike|except(?: for)?|excluding|as opposed to)\b([^.;,]*)/gi;

export function readGuidelines(instructions: string): Guidelines {
  const labels: string[] = [];
  const descriptions = new Map<string, string[]>();
  const exclusions = new Map<string, string[]>();
  const defined: { readonly name: string; readonly text: string }[] = [];
  const rules: Rule[] = [];
  const loose: string[] = [];
  const statements: string[] = [];
  const lines = instructions.split('\n').filter((line) => line.trim() !== '');
  let introduced = false;
  for (const line of lines) {
    const item = bullet.exec(line)?.[1];
    const content = (item ?? line).trim();
    const match = definition.exec(content);
    const conditionFirst = /^(?:if|when|whenever|where|for|words?|phrases?)\b(?!\W{0,3}:)/i.test(content);
    if (
      match !== null &&
      !conditionFirst &&
      (item !== undefined || inlineList(content).length < 2) &&
      !heading.test(match[1] ?? '') &&
      (match[1] ?? '').split(' ').length <= 5 &&
      (item !== undefined || !(match[1] ?? '').includes(' '))
    ) {
      defined.push({ name: clean(match[1] ?? ''), text: match[2] ?? '' });
      continue;
    }
    for (const sentence of content.split(/(?<=[.!?])\s+/)) {
      const rule = ruleOf(sentence);
      if (rule === undefined) statements.push(sentence);
      else rules.push(rule);
    }
    if (item !== undefined && introduced && isName(clean(content)) && clean(content).split(' ').length <= 4) {
      loose.push(clean(content));
    }
    if (item === undefined)
      introduced = /\b(?:one of|labels?|categor|class|intents?|options?|choices|answers?)\b/i.test(line);
    labels.push(...inlineList(content));
  }
  if (loose.length >= 2) labels.push(...loose);
  const known = [...new Set(labels)];
  const all = known.length >= 2 ? known : [...new Set([...known, ...defined.map(({ name }) => name)])];
  const describe = (label: string, text: string) => {
    const not = [...text.matchAll(exclusion)].map((found) => found[1] ?? '');
    descriptions.set(label, [...(descriptions.get(label) ?? []), text.replace(exclusion, ' ')]);
    if (not.length > 0) exclusions.set(label, [...(exclusions.get(label) ?? []), ...not]);
  };
  const asWritten = (name: string) => all.find((label) => label.toLowerCase() === name.toLowerCase()) ?? name;
  for (const { name, text } of defined) describe(asWritten(name), text);
  for (const { condition, answer } of rules) {
    const label = firstLabelIn(answer, all) ?? (known.length >= 2 ? undefined : newLabel(answer));
    if (label === undefined || /^(?:this|that|it|one|them)$/i.test(label)) continue;
    if (!all.includes(label)) all.push(label);
    describe(label, condition);
  }
  for (const statement of known.length >= 2 ? statements : []) {
    const said = statementOf(statement, known);
    if (said !== undefined) describe(said.answer, said.condition);
  }
  return { labels: all, descriptions, exclusions };
}
