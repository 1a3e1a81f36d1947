import pg from 'pg';

export const changesChannel = 'byom_changes';
const longestPauseMs = 5_000;

/** Hears of changes that any replica commits, on one connection that is made at the first need and again when it breaks. */
export class Notifications {
  readonly #listeners = new Map<string, Set<() => void>>();
  readonly #told = new Set<string>();
  #connection: Promise<pg.Client> | undefined;
  #retry: NodeJS.Timeout | undefined;
  #pauseMs = 0;
  #closed = false;

  constructor(private readonly url: string) {}

  /** Calls back soon after each change of the topic; several changes may be told at once, and after a break one that was none. */
  async listen(topic: string, onChange: () => void): Promise<() => void> {
    const listeners = this.#listeners.get(topic) ?? new Set();
    this.#listeners.set(topic, listeners);
    // A wrapper of its own: the same function may listen twice.
    const listener = () => onChange();
    listeners.add(listener);
    const stop = () => {
      listeners.delete(listener);
      if (listeners.size === 0 && this.#listeners.get(topic) === listeners) this.#listeners.delete(topic);
    };
    try {
      await this.#connect();
    } catch (error) {
      stop();
      throw error;
    }
    return stop;
  }

  async close(): Promise<void> {
    this.#closed = true;
    clearTimeout(this.#retry);
    this.#listeners.clear();
    await (await this.#connection?.catch(() => undefined))?.end().catch(() => {});
  }

  #connect(): Promise<pg.Client> {
    this.#connection ??= this.#open().catch((error: unknown) => {
      this.#connection = undefined;
      throw error;
    });
    return this.#connection;
  }

  async #open(): Promise<pg.Client> {
    const client = new pg.Client({ connectionString: this.url, application_name: 'byom changes', keepAlive: true });
    client.on('error', () => {});
    client.on('notification', ({ payload }) => this.#tell(payload ?? ''));
    try {
      await client.connect();
      await client.query(`listen ${changesChannel}`);
    } catch (error) {
      await client.end().catch(() => {});
      throw error;
    }
    client.once('end', () => {
      this.#connection = undefined;
      if (!this.#closed) this.#reconnect();
    });
    this.#pauseMs = 0;
    return client;
  }

  #reconnect(): void {
    if (this.#closed || this.#listeners.size === 0) return;
    this.#pauseMs = Math.min(this.#pauseMs * 2 + 50, longestPauseMs);
    this.#retry = setTimeout(() => {
      this.#connect().then(
        // Whatever happened in between went untold.
        () => this.#listeners.forEach((_, topic) => this.#tell(topic)),
        () => this.#reconnect(),
      );
    }, this.#pauseMs);
  }

  #tell(topic: string): void {
    if (this.#told.size === 0) {
      setImmediate(() => {
        const topics = [...this.#told];
        this.#told.clear();
        for (const one of topics) for (const listener of this.#listeners.get(one) ?? []) listener();
      });
    }
    this.#told.add(topic);
  }
}
