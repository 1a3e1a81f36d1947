import {
  restingStatuses,
  resumableStatuses,
  terminalStatuses,
  type CandidateRecord,
  type OptimizationEvent,
  type OptimizationPatch,
  type OptimizationRecord,
  type OptimizationStore,
} from '../../src/optimization/optimization-store.js';
import type { JsonObject } from '../../src/sdk/index.js';
import type { Page, PageRequest } from '../../src/paging/page.js';

function page<T>(items: readonly T[], { first, after }: PageRequest): Page<T> {
  const from = after === undefined ? 0 : Number(after) + 1;
  const shown = items.slice(from, from + first).map((item, index) => ({ cursor: String(from + index), item }));
  return { items: shown, hasNextPage: from + first < items.length, totalCount: items.length };
}

/** What is written is as it was then, whatever its writer does with it later. */
function copy<T>(value: T): T {
  if (value instanceof Date || typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(copy) as T;
  return Object.fromEntries(Object.entries(value).map(([key, field]) => [key, copy(field)])) as T;
}

/** Optimizations of one process, for tests; `epochOf` says who owns a run. */
export class InMemoryOptimizationStore implements OptimizationStore {
  readonly records = new Map<string, OptimizationRecord>();
  readonly events = new Map<string, OptimizationEvent[]>();
  private readonly candidatesOf = new Map<string, Map<string, CandidateRecord>>();
  private readonly examplesOf = new Map<string, JsonObject>();
  private readonly keys = new Map<string, { readonly id: string; readonly inputHash: string }>();
  private readonly watchers = new Map<string, Set<() => void>>();

  /** `destroyKeys` is called with each run that ends or is removed. */
  constructor(
    private readonly epochOf: (id: string) => number | undefined = () => undefined,
    private readonly destroyKeys: (id: string) => void = () => undefined,
  ) {}

  async create(
    { examples, ...record }: Parameters<OptimizationStore['create']>[0],
    idempotency?: Parameters<OptimizationStore['create']>[1],
    paused = false,
  ): ReturnType<OptimizationStore['create']> {
    if (idempotency !== undefined) {
      const key = `${record.tenant} ${record.kind} ${idempotency.key}`;
      const before = this.keys.get(key);
      if (before !== undefined) {
        if (before.inputHash !== idempotency.inputHash) return 'mismatch';
        return { record: this.records.get(before.id)!, created: false };
      }
      this.keys.set(key, { id: record.id, inputHash: idempotency.inputHash });
    }
    const created: OptimizationRecord = {
      ...copy(record),
      status: paused ? 'paused' : 'queued',
      adaptations: [],
      cancelRequested: false,
      pauseRequested: paused,
      turn: 0,
      secondsUsed: 0,
      createdAt: new Date(),
    };
    this.records.set(record.id, created);
    if (examples) this.examplesOf.set(record.id, copy(examples));
    return { record: created, created: true };
  }

  async withKey(
    ...[tenant, kind, { key, inputHash }]: Parameters<OptimizationStore['withKey']>
  ): ReturnType<OptimizationStore['withKey']> {
    const before = this.keys.get(`${tenant} ${kind} ${key}`);
    return before && (before.inputHash === inputHash ? this.records.get(before.id) : 'mismatch');
  }

  async find(tenant: string, id: string) {
    return this.own(tenant, id);
  }

  async standing(tenant: string, id: string) {
    const record = this.own(tenant, id);
    if (record === undefined) return undefined;
    const { status, cancelRequested, pauseRequested } = record;
    return { status, cancelRequested, pauseRequested };
  }

  async examples(tenant: string, id: string) {
    return this.own(tenant, id) && this.examplesOf.get(id);
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
    return [...this.records.values()].filter(({ status }) => !restingStatuses.includes(status));
  }

  async due() {
    const now = new Date().toISOString();
    return [...this.records.values()].filter(
      ({ status, reason }) => status === 'paused' && reason?.retryAt !== undefined && reason.retryAt <= now,
    );
  }

  async update(tenant: string, id: string, epoch: number, patch: OptimizationPatch): Promise<boolean> {
    const record = this.own(tenant, id);
    if (record === undefined || this.fenced(id, epoch)) return false;
    if (patch.status !== undefined && patch.status !== record.status && restingStatuses.includes(record.status))
      return false;
    const { runningSince = record.runningSince, ...rest } = copy(patch);
    const { runningSince: _, ...before } = record;
    this.records.set(id, { ...before, ...rest, ...(runningSince ? { runningSince } : {}) });
    if (patch.status !== undefined && terminalStatuses.includes(patch.status)) this.destroyKeys(id);
    this.changed(id);
    return true;
  }

  async putCandidate(_tenant: string, id: string, epoch: number, candidate: CandidateRecord): Promise<boolean> {
    if (this.fenced(id, epoch)) return false;
    const all = this.candidatesOf.get(id) ?? new Map<string, CandidateRecord>();
    all.set(candidate.id, copy(candidate));
    this.candidatesOf.set(id, all);
    this.changed(id);
    return true;
  }

  async candidate(tenant: string, id: string, candidate: string) {
    if (this.own(tenant, id) === undefined) return undefined;
    return this.candidatesOf.get(id)?.get(candidate);
  }

  async candidates(tenant: string, id: string, request: PageRequest) {
    const all = this.own(tenant, id) && this.candidatesOf.get(id);
    return page(
      [...(all?.values() ?? [])].toSorted((a, b) => a.index - b.index),
      request,
    );
  }

  async appendEvent(_tenant: string, id: string, epoch: number, event: Omit<OptimizationEvent, 'cursor' | 'at'>) {
    if (this.fenced(id, epoch)) return false;
    this.append(id, event);
    return true;
  }

  async eventsAfter(_tenant: string, id: string, after: string | undefined, limit: number) {
    const from = after === undefined ? 0 : Number(after) + 1;
    return (this.events.get(id) ?? []).slice(from, from + limit);
  }

  async requestCancel(tenant: string, id: string) {
    const record = this.own(tenant, id);
    if (record === undefined) return undefined;
    if (terminalStatuses.includes(record.status)) return record;
    const ends = record.status !== 'running';
    if (ends) {
      this.destroyKeys(id);
      this.append(id, { kind: 'finished' });
    }
    return this.change(record, {
      cancelRequested: true,
      ...(ends ? { status: 'cancelled' as const, finishedAt: new Date() } : {}),
    });
  }

  async requestPause(tenant: string, id: string) {
    const record = this.own(tenant, id);
    if (record === undefined || record.cancelRequested) return record;
    const { retryAt, ...reason } = record.reason ?? {};
    if (record.status === 'paused' && retryAt !== undefined) {
      return this.change(record, { pauseRequested: true, reason: reason as OptimizationRecord['reason'] });
    }
    if (restingStatuses.includes(record.status)) return record;
    const waits = record.status === 'queued';
    if (waits) this.append(id, { kind: 'paused' });
    return this.change(record, { pauseRequested: true, ...(waits ? { status: 'paused' as const } : {}) });
  }

  async requestResume(tenant: string, id: string, credentials?: Readonly<Record<string, string | null>>) {
    const record = this.own(tenant, id);
    if (record === undefined) return undefined;
    if (!resumableStatuses.includes(record.status)) return { record, resumed: false };
    const kept = record.input['credentials'] as JsonObject;
    const resumed = this.change(record, {
      pauseRequested: false,
      reason: undefined,
      status: 'queued',
      turn: record.turn + 1,
      ...(credentials === undefined ? {} : { input: { ...record.input, credentials: { ...kept, ...credentials } } }),
    });
    return { record: resumed, resumed: true };
  }

  async remove(tenant: string, id: string) {
    const record = this.own(tenant, id);
    if (record === undefined) return undefined;
    if (record.status === 'running') return 'running';
    for (const rows of [this.records, this.events, this.candidatesOf]) rows.delete(id);
    this.destroyKeys(id);
    this.changed(id);
    return 'removed';
  }

  async watch(id: string, onChange: () => void) {
    const all = this.watchers.get(id) ?? new Set();
    all.add(onChange);
    this.watchers.set(id, all);
    return () => void all.delete(onChange);
  }

  private own(tenant: string, id: string): OptimizationRecord | undefined {
    const record = this.records.get(id);
    return record?.tenant === tenant ? record : undefined;
  }

  private append(id: string, event: Omit<OptimizationEvent, 'cursor' | 'at'>): void {
    const all = this.events.get(id) ?? [];
    all.push({ ...event, cursor: String(all.length), at: new Date() });
    this.events.set(id, all);
    this.changed(id);
  }

  private change(record: OptimizationRecord, change: Partial<OptimizationRecord>): OptimizationRecord {
    const changed = { ...record, ...change };
    this.records.set(record.id, changed);
    this.changed(record.id);
    return changed;
  }

  private fenced(id: string, epoch: number): boolean {
    return (this.epochOf(id) ?? epoch) !== epoch;
  }

  private changed(id: string): void {
    for (const watcher of this.watchers.get(id) ?? []) queueMicrotask(watcher);
  }
}
