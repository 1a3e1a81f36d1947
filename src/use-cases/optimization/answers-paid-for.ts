import type { OptimizationRecord } from '../../optimization/optimization-store.js';
import type { JsonValue } from '../../sdk/index.js';
import type { Ledger } from '../../usage/ledger.js';
import type { OptimizationRunInput } from './optimization-run-input.js';

/** What needs not be bought again: the answers of this run, and of the one that it follows. */
export async function answersPaidFor(
  ledger: Pick<Ledger, 'answers'>,
  { tenant, id }: Pick<OptimizationRecord, 'tenant' | 'id'>,
  input: OptimizationRunInput,
): Promise<ReadonlyMap<string, JsonValue>> {
  const own = await ledger.answers(tenant, id);
  if (input.kind !== 'port' || input.origin === undefined) return own;
  return new Map([...(await ledger.answers(tenant, input.origin)), ...own]);
}
