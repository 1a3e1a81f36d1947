import { injectable } from 'tsyringe';
import { Arg, Ctx, ID, Mutation, Query, Resolver } from 'type-graphql';
import { RotateKeys, type KeyRotation, type RotationKind } from '../../use-cases/rotate-keys.js';
import { KeyRotationKindEnum } from '../enums/key-rotation-kind.enum.js';
import type { GraphqlContext } from '../graphql-context.js';
import { KeyRotationType } from './key-rotation.type.js';

@injectable()
@Resolver()
export class KeyRotationResolver {
  constructor(private readonly rotation: RotateKeys) {}

  @Query(() => KeyRotationType, {
    nullable: true,
    description:
      'For the operator: the rotation under way in this process, or its last one; null where there was none.',
  })
  keyRotation(): KeyRotation | null {
    return this.rotation.progress() ?? null;
  }

  @Mutation(() => KeyRotationType, {
    description:
      'For the operator: replace the keys that customers’ keys are sealed under, while the server serves. Several replicas share one key file: give them its new line before they meet what it wrapped, or keep the file where all read it.',
  })
  rotateKeys(
    @Ctx() { caller }: GraphqlContext,
    @Arg('kind', () => KeyRotationKindEnum, { description: 'Which keys.' }) kind: RotationKind,
    @Arg('tenant', () => ID, { nullable: true, description: "Data keys: this tenant's alone; all where left out." })
    tenant: string | undefined,
  ): Promise<KeyRotation> {
    return this.rotation.start(caller, kind, tenant);
  }
}
