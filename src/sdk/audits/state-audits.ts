import { deepEqual, equal } from 'node:assert/strict';
import type { Completion } from '../completion.js';
import type { Audit } from './audit.js';
import { streamOf } from './answer-audits.js';
import type { AuditReply } from './audit-reply.js';
import type { AuditedPlugin } from './audited-plugin.js';
import { completionOf, failureOf } from './audited-call.js';

/** Nothing of one call may be found in another: many run at once on one adapter. */
export function stateAudits(_: AuditedPlugin, streams: boolean): readonly Audit[] {
  return [
    {
      name: 'no-shared-state',
      run: async (plugin) => {
        const adapter = plugin.connect();
        const ways = streams ? [false, true] : [false];
        for (const stream of ways) {
          const alone = await answered(plugin, stream);
          const refusal = refusalOf(plugin);
          if (refusal !== undefined) failureOf(await plugin.call(refusal, { adapter, stream }));
          const together = await Promise.all(
            [1, 3, 1].map((pieceSize) => answered(plugin, stream, adapter, pieceSize)),
          );
          for (const one of [...together, await answered(plugin, stream, adapter)])
            deepEqual(one, alone, 'Calls on one adapter answer otherwise than each alone.');
        }
      },
    },
    {
      name: 'sends-once',
      run: async (plugin) => {
        const failing: AuditReply = { status: 500, headers: { 'retry-after': '0' }, body: '' };
        for (const reply of [failing, { ...failing, status: 429 }, { ...failing, status: 200 }]) {
          const call = await plugin.call(reply);
          failureOf(call);
          equal(call.sent.length, 1, 'A second send is refused: retrying is up to the host.');
        }
      },
    },
  ];
}

const refusalOf = ({ replies }: AuditedPlugin) =>
  replies.errors.find(({ reply }) => (reply.status ?? 200) >= 400)?.reply;

async function answered(
  plugin: AuditedPlugin,
  stream: boolean,
  adapter = plugin.connect(),
  pieceSize?: number,
): Promise<Completion & { readonly told: string }> {
  const reply = stream ? streamOf(plugin) : plugin.replies.whole;
  const call = await plugin.call(reply, { stream, adapter, pieceSize });
  return { ...completionOf(call), told: call.deltas.map(({ text = '' }) => text).join('') };
}
