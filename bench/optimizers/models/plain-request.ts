import type { Message } from '../../../src/sdk/index.js';

const tag = (name: string, text: string) =>
  new RegExp(`<${name}>\\n?([\\s\\S]*?)\\n?</${name}>`).exec(text)?.[1]?.trim();

/** A field that ax writes as `Name: value`, up to the next one. */
const field = (name: string, text: string) =>
  new RegExp(`(?:^|\\n)${name}: ?([\\s\\S]*?)(?=\\n\\n[A-Z][A-Za-z ]{2,30}: |\\s*$)`).exec(text)?.[1]?.trim();

interface Shown {
  readonly input?: { readonly message?: string; readonly answer?: string };
  readonly prediction?: { readonly answer?: string };
}

function rows(json: string | undefined): readonly Shown[] {
  try {
    return JSON.parse(json ?? '') as readonly Shown[];
  } catch {
    return [];
  }
}

/**
 * ax lays requests out in fields and tags, which any language model reads and the sandbox does not. Gives the same request
 * in plain form, as it is where it has no such layout; `said` is the answer itself where the sandbox has nothing to say.
 */
export function plainRequest(messages: readonly Message[]): {
  readonly messages: readonly Message[];
  readonly said?: string;
} {
  const system = messages.find(({ role }) => role === 'system')?.content ?? '';
  const outputs = tag('output_fields', system);
  if (outputs === undefined) return { messages };
  const last = messages.at(-1)!.content;
  if (outputs.includes('feedbackSummary')) {
    return { messages, said: (field('Eval Feedback', last) ?? '').slice(0, 600) };
  }
  if (!outputs.includes('newValue')) {
    const instruction = tag('task_definition', system) ?? '';
    const turns = messages
      .filter(({ role }) => role !== 'system')
      .map(({ role, content }) => ({ role, content: content.replace(/^\s*(?:message|answer): ?/i, '').trim() }));
    return { messages: [{ role: 'system', content: instruction }, ...turns] };
  }
  const cases = rows(field('Minibatch', last)).map(({ input, prediction }) =>
    JSON.stringify({ inputs: { message: input?.message }, output: prediction?.answer, expected: input?.answer }),
  );
  const content = [
    'Write a better instruction for a prompt.',
    `<current_instruction>\n${field('Current Value', last) ?? ''}\n</current_instruction>`,
    `Cases, one JSON object a line:\n${cases.join('\n')}`,
    'Reply with the new instruction alone.',
  ].join('\n\n');
  return { messages: [{ role: 'user', content }] };
}
