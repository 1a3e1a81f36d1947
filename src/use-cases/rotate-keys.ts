import { TenantGone } from '../access/tenant-gone.js';
import type { AuditTrail } from '../access/audit-trail.js';
import { ByomError, type Clock, type Logger } from '../sdk/index.js';
import type { CredentialVault } from '../vault/credential-vault.js';
import type { DataKeyStore } from '../vault/data-key-store.js';
import type { KeyRing } from '../vault/key-ring.js';
import { rotateKeyEncryption } from '../vault/rotate-key-encryption.js';
import { actorOf, type Caller } from './caller.js';

export const rotationKinds = ['key-encryption', 'data'] as const;
export type RotationKind = (typeof rotationKinds)[number];

export interface KeyRotation {
  readonly kind: RotationKind;
  /** Things to be sealed anew: data keys, or tenants. */
  readonly total: number;
  readonly done: number;
  readonly startedAt: Date;
  readonly finishedAt: Date | null;
  readonly failed: boolean;
  /** Stored keys that cannot be opened, and stay under the data key before. */
  readonly unreadable: number;
}

export interface RotateKeysDeps {
  readonly store: DataKeyStore;
  readonly ring: KeyRing;
  readonly vault: CredentialVault;
  readonly audit: AuditTrail;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** Replaces the keys that customers' keys are sealed under, while the server serves; one rotation at a time. */
export class RotateKeys {
  #rotation: KeyRotation | undefined;

  constructor(private readonly deps: RotateKeysDeps) {}

  /** The one under way, or the last one of this process. */
  progress(): KeyRotation | undefined {
    return this.#rotation;
  }

  /** Begins it; `progress` tells the rest. Of one tenant alone where it is named, for data keys. */
  async start(caller: Caller, kind: RotationKind, tenant?: string): Promise<KeyRotation> {
    if (kind === 'key-encryption' && tenant !== undefined) {
      throw new ByomError('BAD_USER_INPUT', '`tenant` is for data keys: the key-encryption key is of all tenants.');
    }
    if (tenant !== undefined && !(await this.deps.store.tenants()).includes(tenant)) {
      throw new ByomError('NOT_FOUND', 'There is no tenant with this id of whom anything is sealed.');
    }
    if (this.#rotation?.finishedAt === null) throw new ByomError('CONFLICT', 'A rotation is under way already.');
    this.#rotation = {
      kind,
      total: 0,
      done: 0,
      startedAt: this.#now(),
      finishedAt: null,
      failed: false,
      unreadable: 0,
    };
    const owner = tenant ?? caller.tenant.id;
    const entry = { tenant: owner, actor: actorOf(caller), action: 'key.rotate', subject: kind } as const;
    await this.deps.audit.record(entry).catch((error: unknown) => {
      this.#tell({ finishedAt: this.#now(), failed: true });
      throw error;
    });
    void (kind === 'key-encryption' ? this.#keyEncryption() : this.#data(tenant)).then(
      () => this.#tell({ finishedAt: this.#now() }),
      (error: unknown) => {
        this.deps.logger.error({ rotation: kind, error }, 'A rotation of keys broke off; begun again, it goes on.');
        this.#tell({ finishedAt: this.#now(), failed: true });
      },
    );
    return this.#rotation;
  }

  async #keyEncryption(): Promise<void> {
    const { store, ring } = this.deps;
    await rotateKeyEncryption(store, ring, (progress) => this.#tell(progress));
  }

  async #data(tenant: string | undefined): Promise<void> {
    const tenants = tenant === undefined ? await this.deps.store.tenants() : [tenant];
    this.#tell({ total: tenants.length });
    for (const [index, one] of tenants.entries()) {
      // One that is removed meanwhile has nothing left to be sealed anew.
      const unreadable = await this.deps.vault.rotateDataKey(one).catch((error: unknown) => {
        if (error instanceof TenantGone) return 0;
        throw error;
      });
      if (unreadable > 0) this.deps.logger.error({ tenant: one, unreadable }, 'Stored keys were altered.');
      this.#tell({ done: index + 1, unreadable: this.#rotation!.unreadable + unreadable });
    }
  }

  #tell(change: Partial<KeyRotation>): void {
    this.#rotation = { ...this.#rotation!, ...change };
  }

  #now = (): Date => new Date(this.deps.clock.now());
}
