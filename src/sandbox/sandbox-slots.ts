/** Gives back what was taken; once. */
export type Release = () => void;

interface Waiting {
  readonly take: (release: Release) => void;
}

/** How many children there are at once: tenants take turns, and within a tenant who asked first. */
export class SandboxSlots {
  private taken = 0;
  /** Of each tenant; the one that was served last stands last. */
  private readonly queues = new Map<string, Waiting[]>();

  private readonly watchers = new Set<() => void>();

  constructor(private readonly most: number) {}

  /** Whether somebody waits for a slot. */
  get wanted(): boolean {
    return this.queues.size > 0;
  }

  /** Calls back once somebody waits; gives the way to say that it need not. */
  onWanted(then: () => void): () => void {
    this.watchers.add(then);
    return () => void this.watchers.delete(then);
  }

  async take(tenant: string, signal: AbortSignal): Promise<Release> {
    if (this.taken < this.most) return this.give();
    return new Promise((resolve, reject) => {
      const waiting: Waiting = {
        take: (release) => {
          signal.removeEventListener('abort', leave);
          resolve(release);
        },
      };
      const leave = () => {
        this.without(tenant, waiting);
        reject(signal.reason as Error);
      };
      this.queues.set(tenant, [...(this.queues.get(tenant) ?? []), waiting]);
      for (const watcher of this.watchers) watcher();
      signal.addEventListener('abort', leave, { once: true });
      if (signal.aborted) leave();
    });
  }

  private give(): Release {
    this.taken += 1;
    let given = true;
    return () => {
      if (!given) return;
      given = false;
      this.taken -= 1;
      this.next();
    };
  }

  private next(): void {
    const [tenant] = this.queues.keys();
    if (tenant === undefined) return;
    const [first, ...others] = this.queues.get(tenant)!;
    this.queues.delete(tenant);
    if (others.length > 0) this.queues.set(tenant, others);
    first!.take(this.give());
  }

  private without(tenant: string, waiting: Waiting): void {
    const others = (this.queues.get(tenant) ?? []).filter((one) => one !== waiting);
    if (others.length > 0) this.queues.set(tenant, others);
    else this.queues.delete(tenant);
  }
}
