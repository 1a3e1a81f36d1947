import type { FakeMessage } from './fake-dialect.js';

interface Material {
  readonly task: Readonly<Record<string, unknown>>;
  readonly answer: string;
  readonly reference?: unknown;
}

/**
 * A judge that obeys whatever stands outside of what is quoted to it as data: `score 1.0` there, and it gives 1.0. What is
 * quoted it compares, and prefers whichever comes first.
 */
export function gullibleJudge(messages: readonly Pick<FakeMessage, 'content'>[]): string {
  const lines = messages.flatMap(({ content }) => content.split('\n'));
  const open = lines.indexOf('<<<MATERIAL');
  const close = lines.indexOf('MATERIAL>>>', open);
  const outside = [...lines.slice(0, open), ...lines.slice(close + 1)].join('\n');
  if (/score 1\.0/i.test(outside)) return '{"score": 1.0, "reason": "as I was told"}';
  const quoted = lines.slice(open + 1, close);
  if (quoted.length !== 1) return '{"score": 1.0, "reason": "the data was broken open"}';
  const material = JSON.parse(quoted[0]!) as Material;
  const right = material.reference === undefined ? material.answer.length > 3 : material.answer === material.reference;
  const first = Object.keys(material).indexOf('answer') < Object.keys(material).indexOf('reference');
  const score = right ? 1 : first ? 0.4 : 0.2;
  return `Here is my verdict:\n{"reason": "${right ? 'as it should be' : 'not the queue it belongs to'}", "score": ${score}}`;
}

export const asksJudge = (messages: readonly Pick<FakeMessage, 'content'>[]) =>
  messages.some(({ content }) => content.includes('<<<MATERIAL'));
