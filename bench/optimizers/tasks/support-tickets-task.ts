import { demoPrompt } from '../../../src/cli/demo/demo-prompt.js';
import { supportTickets } from '../../../src/cli/demo/support-tickets.js';
import type { BenchTask } from '../bench-task.js';
import { splitRows } from '../split-rows.js';

/** The demo's tickets, by the team that should get them. */
export const supportTicketsTask = (): BenchTask => ({
  name: 'tickets',
  data: 'made up',
  prompt: { system: demoPrompt.system, user: '{{message}}', demonstrations: [] },
  metric: { kind: 'exact-match' },
  ...splitRows(
    'tickets',
    supportTickets.map(({ ticket, team }) => ({ message: ticket, expected: team })),
  ),
});
