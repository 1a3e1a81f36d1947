import { Field, Int, ObjectType } from 'type-graphql';
import type { Dataset } from '../../datasets/dataset-store.js';
import { DatasetType } from './dataset.type.js';
import { RowFaultType } from './row-fault.type.js';

@ObjectType('ExampleImport', { description: 'What became of a piece of a file.', simpleResolvers: true })
export class ExampleImportType {
  @Field(() => DatasetType, { description: 'The dataset as it is now.' })
  dataset!: Dataset;

  @Field(() => Int, { description: 'Rows that the piece has, without the header.' })
  read!: number;

  @Field(() => Int, { description: 'Examples that were stored.' })
  added!: number;

  @Field(() => Int, { description: 'Rows that were there already: inputs, answer and split alike.' })
  duplicates!: number;

  @Field(() => Int, { description: 'Bad rows, which were left out.' })
  skipped!: number;

  @Field(() => [RowFaultType], { description: 'What is wrong with the first 20 of those.' })
  faults!: readonly RowFaultType[];

  @Field(() => [String], { nullable: true, description: 'CSV: the columns, for the next piece.' })
  columns?: readonly string[];

  @Field(() => Int, { description: 'The line of the file at which the next piece begins.' })
  nextLine!: number;
}
