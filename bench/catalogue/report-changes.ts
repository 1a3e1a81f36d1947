import { isApplied, type ApplyOptions } from './apply-changes.js';
import type { Change } from './compare-models.js';

const kinds = ['price changed', 'window changed', 'added', 'gone'] as const satisfies readonly Change['kind'][];

/** What a list says otherwise of one provider's models, for people; only counts of what is many and changes nothing. */
export function reportChanges(provider: string, changes: readonly Change[], options: ApplyOptions): string {
  const lines = kinds.flatMap((kind) => {
    const ofKind = changes.filter((change) => change.kind === kind);
    const counted = (kind === 'gone' || kind === 'added') && !ofKind.some((change) => isApplied(change, options));
    if (ofKind.length === 0) return [];
    if (counted) return [`  ${kind}: ${ofKind.length} (${examples(ofKind)})`];
    return ofKind.map((change) => `  ${lineOf(change)}`);
  });
  return lines.length === 0 ? `${provider}: nothing` : [`${provider}:`, ...lines].join('\n');
}

function examples(changes: readonly Change[]): string {
  const some = changes.slice(0, 3).map(({ model }) => model);
  return [...some, ...(changes.length > some.length ? ['...'] : [])].join(', ');
}

function lineOf({ kind, model, before, after, kept }: Change): string {
  const from = before === undefined ? '' : ` from ${JSON.stringify(before)}`;
  return `${kind}: ${model}${from} to ${JSON.stringify(after)}${kept === undefined ? '' : ` (kept: ${kept})`}`;
}
