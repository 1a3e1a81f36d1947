import {
  terminalStatuses,
  type CandidateRecord,
  type OptimizationEvent,
  type OptimizationPatch,
  type OptimizationRecord,
  type OptimizationStore,
} from '../../src/optimization/optimization-store.js';
import type { Page, PageRequest } from '../../src/paging/page.js';

function page<T>(items: readonly T[], { first, after }: PageRequest): Page<T> {
  const from = after === undefined ? 0 : Number(after) + 1;
  const shown = items.slice(from, from + first).map((item, index) => ({ cursor: String(from + index), item }));
  return { items: shown, hasNextPage: from + first < items.length, totalCount: items.length };
}

/** Optimizations of one process, for tests; `epochOf` says who owns a run. */
export class InMemoryOptimizationStore implements OptimizationStore {
  readonly records = new Map<string, OptimizationRecord>();
  readonly events = new Map<string, OptimizationEvent[]>();
  private readonly candidatesOf = new Map<string, Map<string, CandidateRecord>>();
  private readonly keys = new Map<string, { readonly id: string; readonly inputHash: string }>();
  private readonly watchers = new Map<string, Set<() => void>>();

  constructor(private readonly epochOf: (id: string) => number | undefined = () => undefined) {}

  async create(
    record: Parameters<OptimizationStore['create']>[0],
    idempotency?: Parameters<OptimizationStore['create']>[1],
  ): ReturnType<OptimizationStore['create']> {
    if (idempotency !== undefined) {
      const key = `${record.tenant} ${idempotency.key}`;
      const before = this.keys.get(key);
      if (before !== undefined) {
        if (before.inputHash !== idempotency.inputHash) return 'mismatch';
        return { record: this.records.get(before.id)!, created: false };
      }
      this.keys.set(key, { id: record.id, inputHash: idempotency.inputHash });
    }
    const created: OptimizationRecord = {
      ...structuredClone(record),
      status: 'queued',
      adaptations: [],
      cancelRequested: false,
      createdAt: new Date(),
    };
    this.records.set(record.id, created);
    return { record: created, created: true };
  }

  async find(tenant: string, id: string) {
    const record = this.records.get(id);
    return record?.tenant === tenant ? record : undefined;
  }

  async list(tenant: string, filter: Parameters<OptimizationStore['list']>[1], request: PageRequest) {
    const all = [...this.records.values()].filter(
      (record) =>
        record.tenant === tenant &&
        (filter.status?.includes(record.status) ?? true) &&
        (filter.kind?.includes(record.kind) ?? true),
    );
    return page(all.toReversed(), request);
  }

  async unfinished() {
    return [...this.records.values()].filter(({ status }) => !terminalStatuses.includes(status));
  }

  async update(tenant: string, id: string, epoch: number, patch: OptimizationPatch): Promise<boolean> {
    const record = await this.find(tenant, id);
    if (record === undefined || this.fenced(id, epoch)) return false;
    this.records.set(id, { ...record, ...structuredClone(patch) });
    this.changed(id);
    return true;
  }

  async putCandidate(_tenant: string, id: string, epoch: number, candidate: CandidateRecord): Promise<boolean> {
    if (this.fenced(id, epoch)) return false;
    const all = this.candidatesOf.get(id) ?? new Map<string, CandidateRecord>();
    all.set(candidate.id, structuredClone(candidate));
    this.candidatesOf.set(id, all);
    this.changed(id);
    return true;
  }

  async candidate(_tenant: string, id: string, candidate: string) {
    return this.candidatesOf.get(id)?.get(candidate);
  }

  async candidates(_tenant: string, id: string, request: PageRequest) {
    return page(
      [...(this.candidatesOf.get(id)?.values() ?? [])].toSorted((a, b) => a.index - b.index),
      request,
    );
  }

  async appendEvent(_tenant: string, id: string, epoch: number, event: Omit<OptimizationEvent, 'cursor' | 'at'>) {
    if (this.fenced(id, epoch)) return false;
    const all = this.events.get(id) ?? [];
    all.push({ ...event, cursor: String(all.length), at: new Date() });
    this.events.set(id, all);
    this.changed(id);
    return true;
  }

  async eventsAfter(_tenant: string, id: string, after: string | undefined, limit: number) {
    const from = after === undefined ? 0 : Number(after) + 1;
    return (this.events.get(id) ?? []).slice(from, from + limit);
  }

  async requestCancel(tenant: string, id: string) {
    const record = await this.find(tenant, id);
    if (record === undefined) return undefined;
    const status = record.status === 'queued' ? 'cancelled' : record.status;
    const marked = { ...record, cancelRequested: true, status };
    this.records.set(id, marked);
    this.changed(id);
    return marked;
  }

  async watch(id: string, onChange: () => void) {
    const all = this.watchers.get(id) ?? new Set();
    all.add(onChange);
    this.watchers.set(id, all);
    return () => void all.delete(onChange);
  }

  private fenced(id: string, epoch: number): boolean {
    return (this.epochOf(id) ?? epoch) !== epoch;
  }

  private changed(id: string): void {
    for (const watcher of this.watchers.get(id) ?? []) queueMicrotask(watcher);
  }
}
