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

  /** Costs nothing until it is asked something. */
  open(tenant: string): CodeSandbox {
    return new CodeSandbox(this.slots, tenant, () => {
      if (!this.allowed) throw new ByomError('FORBIDDEN', OFF);
    });
  }
}

const OFF =
  'Metrics in code are off on this server. Its operator turns them on with BYOM_CODE_METRICS=on; a WEBHOOK metric needs no leave.';
