import { injectable } from 'tsyringe';
import { FieldResolver, ID, Resolver, Root } from 'type-graphql';
import { ExampleType } from './example.type.js';

export const exampleId = (dataset: string, id: string) => `${dataset}/${id}`;

@injectable()
@Resolver(() => ExampleType)
export class ExampleResolver {
  @FieldResolver(() => ID, {
    description: "`dataset/example`: unique over all datasets; the customer's own id comes last.",
  })
  id(@Root() { datasetId, id }: { readonly datasetId: string; readonly id: string }): string {
    return exampleId(datasetId, id);
  }
}
