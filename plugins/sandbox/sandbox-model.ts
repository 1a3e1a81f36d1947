import type { Message } from 'byom/sdk';
import { answerExample } from './answer-example.js';
import type { Attention } from './answer-label.js';
import { attentionOf } from './attention-of.js';
import { improveInstruction } from './improve-instruction.js';
import { readImprovementRequest } from './read-improvement-request.js';
import { readPrompt } from './read-prompt.js';
import { writeProposal } from './write-proposal.js';

export interface SandboxRequest {
  readonly messages: readonly Message[];
  /** How well it reads; as `simulated-large` where left out. */
  readonly attention?: Attention;
  /** Varies what it writes; the request's text varies it too. */
  readonly seed?: number;
}

const longest = 48_000;

/** What it takes in of a message: not the middle of a very long one, nor stretches of white space. */
function taken(message: Message): Message {
  const text = message.content.replace(/[ \t]{40,}/g, ' ').replace(/\n[ \t\n]{8,}/g, '\n\n');
  const half = longest / 2;
  return { ...message, content: text.length <= longest ? text : `${text.slice(0, half)}\n${text.slice(-half)}` };
}

/**
 * Answers by what the request says and shows and nothing else: pure, the same for the same request. Asked to improve an
 * instruction, it writes one from the outcomes that it is shown.
 */
export function sandboxAnswer({
  messages: given,
  attention = attentionOf('simulated-large'),
  seed = 0,
}: SandboxRequest): string {
  const messages = given.map(taken);
  const improvement = readImprovementRequest(messages);
  if (improvement !== undefined) {
    const better = improveInstruction(improvement, `${seed}\n${improvement.text}`);
    return writeProposal(better, improvement.text, improvement.instruction);
  }
  return answerExample(readPrompt(messages), attention);
}
