import { availableParallelism } from 'node:os';
import { ByomError } from '../sdk/index.js';
import { CodeSandbox } from './code-sandbox.js';
import { SandboxSlots } from './sandbox-slots.js';

/** The one place where sandboxes are opened, and their children counted. */
export class CodeSandboxes {
  private readonly slots: SandboxSlots;

  constructor(
    private readonly allowed: boolean,
    mostChildren = Math.min(4, availableParallelism()),
  ) {
    this.slots = new SandboxSlots(mostChildren);
  }

  /** Fails with what to do where code is allowed and cannot be run here; nothing, where it is not. */
  async tryOut(): Promise<void> {
    if (!this.allowed) return;
    const sandbox = this.open('');
    try {
      await sandbox.check('() => 1');
    } catch (cause) {
      throw new Error(UNABLE, { cause });
    } finally {
      sandbox.close();
    }
  }

  /** Costs nothing until it is asked something; closed where `signal` aborts. */
  open(tenant: string, signal?: AbortSignal): CodeSandbox {
    const sandbox = new CodeSandbox(this.slots, tenant, () => {
      if (!this.allowed) throw new ByomError('FORBIDDEN', OFF);
    });
    signal?.addEventListener('abort', () => sandbox.close(), { once: true });
    return sandbox;
  }
}

const UNABLE =
  'No sandbox for metrics in code can be started here: it needs /bin/sh, /usr/bin/env and a second Node process. Set BYOM_CODE_METRICS=off to go without.';
const OFF =
  'Metrics in code are off on this server. Its operator turns them on with BYOM_CODE_METRICS=on; a WEBHOOK metric needs no leave.';
