import { writeProposal } from '../../../plugins/sandbox/write-proposal.js';

/** A proposer's reply in the form that the request asks for: edits, or a whole instruction in a tag, a fence or plain. */
export function writeReply(request: string, base: string, before: readonly string[], after: readonly string[]): string {
  if (!request.includes('"edits"')) return writeProposal([base, ...after].join('\n'), request, '');
  const edits = [
    ...before.filter((line) => !after.includes(line)).map((line) => ({ remove: line, reason: 'It misleads.' })),
    ...after.filter((line) => !before.includes(line)).map((line) => ({ add: line, reason: 'A failure shows it.' })),
  ];
  return JSON.stringify({ edits });
}
