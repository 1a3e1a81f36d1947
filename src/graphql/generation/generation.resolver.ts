import { injectable } from 'tsyringe';
import { Arg, Ctx, Mutation, Query, Resolver, Root, Subscription } from 'type-graphql';
import { Generate } from '../../use-cases/generate.js';
import { PreviewRequest } from '../../use-cases/preview-request.js';
import { RunPrompt } from '../../use-cases/run-prompt.js';
import type { GraphqlContext } from '../graphql-context.js';
import { RunPromptInput } from '../prompts/run-prompt.input.js';
import { GenerateInput } from './generate.input.js';
import { GenerationEventType } from './generation-event.type.js';
import { GenerationType } from './generation.type.js';
import { RequestPreviewType } from './request-preview.type.js';

@injectable()
@Resolver(() => GenerationType)
export class GenerationResolver {
  constructor(
    private readonly generateUseCase: Generate,
    private readonly runPromptUseCase: RunPrompt,
    private readonly previewUseCase: PreviewRequest,
  ) {}

  @Query(() => RequestPreviewType, {
    description:
      'What would be sent, every adaptation, and the estimated tokens and cost: without a key (giving one is an error), and without calling the provider.',
  })
  previewRequest(
    @Ctx() { caller }: GraphqlContext,
    @Arg('input', () => GenerateInput, { description: 'The request.' }) input: GenerateInput,
  ) {
    return this.previewUseCase.run(caller, input);
  }

  @Mutation(() => GenerationType, { description: "Ask a model once, on the customer's key." })
  generate(
    @Ctx() { caller }: GraphqlContext,
    @Arg('input', () => GenerateInput, { description: 'The request.' }) input: GenerateInput,
  ) {
    return this.generateUseCase.run(caller, input);
  }

  @Mutation(() => GenerationType, { description: 'Run a saved prompt by name, on its own model or on another.' })
  runPrompt(
    @Ctx() { caller }: GraphqlContext,
    @Arg('input', () => RunPromptInput, { description: 'Which prompt, and what to fill it with.' })
    input: RunPromptInput,
  ) {
    return this.runPromptUseCase.run(caller, input);
  }

  @Subscription(() => GenerationEventType, {
    name: 'generate',
    description:
      '`idempotencyKey` is required: whoever subscribes again with it is attached to the same call, which is made and paid for once.',
    subscribe: ({ args, context }) => {
      const { caller, sources } = context as GraphqlContext;
      return sources.generation(caller, (args as { input: GenerateInput }).input);
    },
  })
  generation(
    @Root() event: GenerationEventType,
    @Arg('input', () => GenerateInput, { description: 'The request, with its `idempotencyKey`.' })
    _input: GenerateInput,
  ): GenerationEventType {
    return event;
  }
}
