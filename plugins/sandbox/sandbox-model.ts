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

/**
 * Answers by what the request says and shows and nothing else: pure, the same for the same request. Asked to improve an
 * instruction, it writes one from the outcomes that it is shown.
 */
export function sandboxAnswer({
  messages,
  attention = attentionOf('simulated-large'),
  seed = 0,
}: SandboxRequest): string {
  const improvement = readImprovementRequest(messages);
  if (improvement !== undefined) {
    const better = improveInstruction(improvement, `${seed}\n${improvement.text}`);
    return writeProposal(better, improvement.text, improvement.instruction);
  }
  return answerExample(readPrompt(messages), attention);
}
