import { sandboxAnswer } from '../../../plugins/sandbox/sandbox-model.js';
import { plainRequest } from './plain-request.js';
import type { SimulatedModel, SimulatedModelKind } from './simulated-model.js';

const ask = (messages: Parameters<SimulatedModel['answer']>[0], seed: number) => {
  const plain = plainRequest(messages);
  return plain.said ?? sandboxAnswer({ messages: plain.messages, seed });
};

/** The product's own stand-in for a model. */
export const sandboxPhysics: SimulatedModelKind = {
  name: 'sandbox',
  physics:
    'compares word stems of the input with what the prompt ties to each answer; lists, rules and demonstrations all help; tires of long prompts; no noise',
  of: () => ({ name: 'sandbox', draws: 1, answer: (messages) => ask(messages, 0), propose: ask }),
};
