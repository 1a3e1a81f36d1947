import { describe, expect, test } from '@jest/globals';
import { sandboxAnswer } from '../../plugins/sandbox/sandbox-model.js';

const ask = (instructions: string, input: string) =>
  sandboxAnswer({
    messages: [
      { role: 'system', content: instructions },
      { role: 'user', content: input },
    ],
  });

/** Animals and what is said of them: words that no shipped data has, split into what may be learned from and what is asked. */
const animals = {
  heron: [
    'wades in the marsh',
    'a grey wader with long legs',
    'stalks frogs in the marsh',
    'long legs and a marsh nest',
  ],
  mole: ['digs tunnels under lawns', 'velvet fur, tunnels', 'blind digger of lawns', 'its tunnels ruin lawns'],
  gecko: ['clings to walls with sticky toes', 'sticky toes', 'runs over ceilings and walls', 'walls at night, sticky'],
  otter: [
    'slides down river banks',
    'cracks shells while it swims the river',
    'river holts',
    'a river swimmer with shells',
  ],
};
const examples = Object.entries(animals).flatMap(([animal, texts]) => texts.map((text) => ({ text, animal })));
const learn = examples.filter((_, at) => at % 4 < 2);
const asked = examples.filter((_, at) => at % 4 >= 2);
const right = (instructions: string, demonstrations: typeof learn = []) =>
  asked.filter(({ text, animal }) => {
    const shown = demonstrations.flatMap((one) => [
      { role: 'user' as const, content: one.text },
      { role: 'assistant' as const, content: one.animal },
    ]);
    const system = { role: 'system' as const, content: instructions };
    return sandboxAnswer({ messages: [system, ...shown, { role: 'user', content: text }] }) === animal;
  }).length;

describe('reading a prompt', () => {
  const bare = 'Name the animal. Answer with one of: heron, mole, gecko, otter. Only the name.';
  const guided = `${bare}
- heron: marsh, long legs
- mole: tunnels, lawns, digging
- gecko: walls, sticky toes
- otter: rivers, shells`;

  test('told nothing, it scores nothing; told the answers, it guesses; told what they stand for, it knows', () => {
    expect(right('Name the animal.')).toBe(0);
    expect(right(bare)).toBeLessThan(6);
    expect(right(guided)).toBe(8);
  });

  test('demonstrations teach it, as turns and as text', () => {
    expect(right(bare, learn)).toBeGreaterThanOrEqual(7);
    const written = learn.map((one) => `Input: ${one.text}\nOutput: ${one.animal}`).join('\n\n');
    expect(right(`Name the animal.\n\n${written}`)).toBeGreaterThanOrEqual(7);
  });

  test('wrong guidance misleads it, so it is the guidance that it follows', () => {
    const swapped = guided.replace('- heron:', '- x:').replace('- mole:', '- heron:').replace('- x:', '- mole:');
    expect(right(swapped)).toBeLessThanOrEqual(4);
  });

  test.each([
    [
      'a rule',
      'If the message mentions a parcel, answer "delivery". If it mentions money, answer "refund". Only the label.',
    ],
    [
      'a rule turned around',
      'Choose delivery when a parcel is mentioned. Choose refund when money is mentioned. Labels: delivery, refund. Answer with the label only.',
    ],
    ['lines', 'Teams:\n* `delivery` - parcels\n* `refund` - money\nReply with just the team.'],
  ])('follows %s', (_, instructions) => {
    expect(ask(instructions, 'My parcel is lost')).toBe('delivery');
    expect(ask(instructions, 'the money is gone')).toBe('refund');
  });

  test('an exclusion keeps an answer away', () => {
    const labels = 'Answer with one of: bill, parcel. Only the label.\n- bill: charges, box, cards, not for box';
    expect(ask(`${labels}\n- parcel: courier`, 'the box')).toBe('parcel');
  });

  test.each([
    ['in upper case', 'Answer with one of: red, blue. Only the label, in upper case.', 'RED'],
    [
      'in a sentence, where nothing is said',
      'Answer with one of: red, blue.',
      'Based on what you wrote, I would say this is: red. Let me know if I can help with anything else!',
    ],
    ['in a tag', 'Answer with one of: red, blue. Put the answer inside <answer> tags.', '<answer>red</answer>'],
    ['after a prefix', 'Answer with one of: red, blue. Begin the answer with "Colour:".', 'Colour: red'],
  ])('writes the answer %s', (_, instructions, expected) => {
    expect(ask(instructions, 'red')).toBe(expected);
  });

  test('finds the input in a single message', () => {
    const message =
      'Classify the ticket as one of: account, parcel. Only the label.\n- account: password\n- parcel: courier\n\nTicket: I forgot the password\nCategory:';
    expect(sandboxAnswer({ messages: [{ role: 'user', content: message }] })).toBe('account');
  });

  test('finds the answers behind a word that introduces none', () => {
    const instructions =
      "Give the intent of this message of a bank's customer, one of: card, transfer. Only the label.";
    expect(ask(instructions, 'Where is my card?')).toBe('card');
  });

  test('fills in JSON fields by type, by example and by demonstration', () => {
    const instructions =
      'Reply in JSON only, with the fields id, when, total.\n- id: the order code\n- when: the date\n- total: the amount, as a number';
    expect(JSON.parse(ask(instructions, 'Order ZX-77 of 2026-03-01 came to $12.50'))).toEqual({
      id: 'ZX-77',
      when: '2026-03-01',
      total: 12.5,
    });
    const shown = sandboxAnswer({
      messages: [
        { role: 'user', content: 'seat 12C for Ann' },
        { role: 'assistant', content: '{"seat":"12C"}' },
        { role: 'user', content: 'Bob sits on 7A today' },
      ],
    });
    expect(JSON.parse(shown)).toEqual({ seat: '7A' });
  });

  test.each([
    ['Add all numbers. Answer with the number only.', '3 cats and 4 dogs', '7'],
    ['Total = quantity * price. Answer with the number only.', 'quantity: 4\nprice: 2.5', '10'],
    ['Work out the price, the number only.\n- apple: 2\n- pear: 5', '3 apples and 2 pears', '16'],
    ['Add the numbers, then add 10%. Only the number.', '40 and 60', '110'],
  ])('computes: %s', (instructions, input, expected) => {
    expect(ask(instructions, input)).toBe(expected);
  });

  test('chats where it was told nothing', () => {
    expect(ask('Be nice.', 'My parcel is lost')).toMatch(/^Thank you for your message!/);
  });

  test('overlooks guidance where there is far too much of it', () => {
    const noise = Array.from({ length: 4_000 }, (_, at) => `filler${at}`);
    const long = guided
      .replace('- heron:', `- heron: ${noise.slice(0, 2_000).join(' ')}`)
      .replace('- otter:', `- otter: ${noise.slice(2_000).join(' ')}`);
    expect(right(long)).toBeLessThan(right(guided));
  });
});

describe('improving an instruction', () => {
  const instruction = 'Name the animal.';
  const outcomes = learn.map(({ text, animal }) => ({ text, animal, answer: ask(instruction, text) }));
  const proposers = {
    'JSON in, tags out': {
      request: `You improve prompts.\n<current_instruction>\n${instruction}\n</current_instruction>\nFailures:\n${outcomes
        .map((one) => JSON.stringify({ inputs: { text: one.text }, output: one.answer, expected: one.animal }))
        .join('\n')}\nReply with the new instruction between <new_instruction> and </new_instruction>.`,
      read: (reply: string) => /<new_instruction>\n([\s\S]*)\n<\/new_instruction>/.exec(reply)?.[1],
    },
    'labelled text in, fence out': {
      request: `I gave an assistant these instructions:\n\`\`\`\n${instruction}\n\`\`\`\n\nHere is how it did:\n\n${outcomes
        .map(
          (one, at) =>
            `# Example ${at + 1}\nQuestion: ${one.text}\nAssistant's response: ${one.answer}\nResponse: ${one.answer}\nCorrect answer: ${one.animal}`,
        )
        .join('\n\n')}\n\nWrite better instructions, within \`\`\` blocks.`,
      read: (reply: string) => /```\n([\s\S]*)\n```/.exec(reply)?.[1],
    },
    'all JSON': {
      request: JSON.stringify({
        task: 'Rewrite the prompt so that fewer answers are wrong. Return JSON with the field "improved_prompt".',
        current_prompt: instruction,
        cases: outcomes.map((one) => ({ question: one.text, got: one.answer, target: one.animal })),
      }),
      read: (reply: string) => (JSON.parse(reply) as { improved_prompt?: string }).improved_prompt,
    },
    'plain text in and out': {
      request: `Revise this prompt. Output the revised prompt and nothing else.\n\nPrompt: ${instruction}\n\nExamples:\n${outcomes
        .map((one, at) => `${at + 1}. Input: ${one.text}\n   Output: ${one.answer}\n   Expected: ${one.animal}`)
        .join('\n')}`,
      read: (reply: string) => reply,
    },
  };

  test.each(Object.entries(proposers))('%s: what it writes really scores better', (_, { request, read }) => {
    const better = read(sandboxAnswer({ messages: [{ role: 'user', content: request }] }));
    expect(better).toContain(instruction);
    expect(right(better ?? '')).toBeGreaterThanOrEqual(6);
  });

  const failing = (prompt: string, feedback = '') =>
    `Improve the instruction.\n<instruction>\n${prompt}\n</instruction>\n${JSON.stringify([
      { input: 'the marsh', output: 'hm', expected: 'heron', feedback },
      { input: 'the lawn', output: 'hm', expected: 'mole' },
    ])}\nAnswer with the new instruction only.`;
  const improved = (content: string, seed?: number) => sandboxAnswer({ messages: [{ role: 'user', content }], seed });

  test('keeps variables, and puts guidance before the input', () => {
    const better = improved(failing('Name the animal.\nText: {{text}}'));
    expect(better.indexOf('- heron:')).toBeGreaterThan(0);
    expect(better.indexOf('- heron:')).toBeLessThan(better.indexOf('Text: {{text}}'));
  });

  test('extends guidelines that are there', () => {
    const better = improved(failing('Name the animal.\n- heron: wings\n- mole: fur'));
    expect(better).toMatch(/^- heron: wings, .*marsh/m);
    expect(better.match(/^- heron/gm)).toHaveLength(1);
  });

  test('takes up what people remarked', () => {
    expect(improved(failing('Name it.', 'Birds that stand in water are herons, whatever their colour.'))).toContain(
      'Birds that stand in water are herons, whatever their colour.',
    );
  });

  test('varies with the seed and not without', () => {
    const request = proposers['JSON in, tags out'].request;
    expect(new Set([1, 2, 3, 4, 5, 6].map((seed) => improved(request, seed))).size).toBeGreaterThan(2);
    expect(improved(request, 1)).toBe(improved(request, 1));
  });

  test('finds out what is computed, and which fields there are', () => {
    const numbers = `Improve this instruction.\nInstruction: Work it out.\n\n${JSON.stringify([
      { input: '3 cats, 4 dogs', output: 'eh', expected: 7 },
      { input: '10 men, 5 women', output: 'eh', expected: 15 },
    ])}`;
    expect(ask(improved(numbers), '8 hats and 9 caps')).toBe('17');
    const fields = `Improve this instruction.\nInstruction: Read the order.\n\n${JSON.stringify([
      { input: 'Order AB-1 for 12 dollars', output: 'eh', expected: { id: 'AB-1', total: 12 } },
      { input: 'I paid 99 dollars for XY-5', output: 'eh', expected: { id: 'XY-5', total: 99 } },
    ])}`;
    expect(JSON.parse(ask(improved(fields), 'QR-9 cost me 7 dollars'))).toEqual({ id: 'QR-9', total: 7 });
  });

  test('a message that only talks of prompts is answered, not improved', () => {
    const answer = ask(
      'Answer with one of: bug, praise. Only the label.\n- bug: errors',
      'The new prompt shows errors. expected: 5',
    );
    expect(answer).toBe('bug');
  });
});
