import { injectable } from 'tsyringe';
import { Arg, Ctx, ID, Mutation, Resolver } from 'type-graphql';
import { CancelOptimization } from '../../use-cases/cancel-optimization.js';
import { DeleteOptimization } from '../../use-cases/delete-optimization.js';
import { PauseOptimization } from '../../use-cases/pause-optimization.js';
import { ResumeOptimization } from '../../use-cases/resume-optimization.js';
import { CredentialInput } from '../custody/credential.input.js';
import type { GraphqlContext } from '../graphql-context.js';
import { OptimizationType } from './optimization.type.js';

/** What may be asked of an optimization of any kind once it is there. */
@injectable()
@Resolver()
export class OptimizationLifeResolver {
  constructor(
    private readonly pause: PauseOptimization,
    private readonly resume: ResumeOptimization,
    private readonly cancel: CancelOptimization,
    private readonly remove: DeleteOptimization,
  ) {}

  @Mutation(() => OptimizationType, {
    description:
      'Let an optimization begin nothing new. What is under way is awaited and kept; then its status is PAUSED, and it spends nothing until `resumeOptimization`, over restarts too. Keys sealed for it stay sealed for it. One that is paused or pausing stays so; one that has ended or is being cancelled is a CONFLICT.',
  })
  pauseOptimization(
    @Ctx() { caller }: GraphqlContext,
    @Arg('id', () => ID, { description: 'Of the optimization.' }) id: string,
  ) {
    return this.pause.run(caller, id);
  }

  @Mutation(() => OptimizationType, {
    description:
      'Let a paused optimization go on where it was, paying for nothing twice; the time paused does not count for `maxSeconds`. One that waits or runs goes on as it is; one that is still pausing, is being cancelled or has ended is a CONFLICT. Fails with NO_CREDENTIAL, and stays paused, where a stored credential of its own was removed.',
  })
  resumeOptimization(
    @Ctx() { caller }: GraphqlContext,
    @Arg('id', () => ID, { description: 'Of the optimization.' }) id: string,
    @Arg('credentials', () => [CredentialInput], {
      nullable: true,
      description:
        'In the place of those that it has for the same providers. Keys given here are sealed for the run, and destroyed at its end like those that they replace are now. Only for one that is PAUSED.',
    })
    credentials: CredentialInput[] | undefined,
    @Arg('idempotencyKey', () => String, {
      nullable: true,
      description:
        'The same key with the same input resumes it once, for at least 24 hours: asked again, this gives the optimization as it stands, though it was paused since.',
    })
    idempotencyKey: string | undefined,
  ) {
    return this.resume.run(caller, id, credentials, idempotencyKey);
  }

  @Mutation(() => OptimizationType, {
    description: 'Stop an optimization; what it found so far stays. One that has ended stays as it ended.',
  })
  cancelOptimization(
    @Ctx() { caller }: GraphqlContext,
    @Arg('id', () => ID, { description: 'Of the optimization.' }) id: string,
  ) {
    return this.cancel.run(caller, id);
  }

  @Mutation(() => ID, {
    description:
      'Remove an optimization for good: its input with the examples, candidates, events, answers and keys. What it spent stays in `usage`, and prompts that were saved from it stay. One that is RUNNING is a CONFLICT: cancel it first. Gives its id.',
  })
  deleteOptimization(
    @Ctx() { caller }: GraphqlContext,
    @Arg('id', () => ID, { description: 'Of the optimization.' }) id: string,
  ) {
    return this.remove.run(caller, id);
  }
}
