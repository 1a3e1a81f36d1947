import { Field, ID, InputType, Int } from 'type-graphql';
import type { ImportFormat } from '../../datasets/import/import-piece.js';
import type { BadRowPolicy } from '../../use-cases/import-examples.js';
import { BadRowPolicyEnum } from '../enums/bad-row-policy.enum.js';
import { ImportFormatEnum } from '../enums/import-format.enum.js';
import { ImportMappingInput } from './import-mapping.input.js';

@InputType('ImportExamplesInput', {
  description:
    'A piece of a file: whole rows, at most 10,000 of them, in a request of at most 16 MiB. About 1 MiB is a good size.',
})
export class ImportExamplesInput {
  @Field(() => ID, { description: 'The dataset that grows: make it with `createDataset`.' })
  dataset!: string;

  @Field(() => ImportFormatEnum, { description: 'How the file is written.' })
  format!: ImportFormat;

  @Field(() => String, { description: 'The rows, from the beginning of one to the end of one.' })
  text!: string;

  @Field(() => Int, {
    defaultValue: 1,
    description:
      'The line of the file at which the piece begins: `nextLine` of the piece before. Errors count from it.',
  })
  line?: number;

  @Field(() => [String], {
    nullable: true,
    description: 'CSV: the columns, where the first row is no header: `columns` of the piece before.',
  })
  columns?: string[];

  @Field(() => String, { defaultValue: ',', description: 'CSV: a comma, a semicolon, a tab or a bar.' })
  delimiter?: string;

  @Field(() => ImportMappingInput, {
    nullable: true,
    description:
      'What becomes what. Left out, a JSONL object is an example: { inputs, expected, id, split, feedback }; CSV columns are all inputs.',
  })
  mapping?: ImportMappingInput;

  @Field(() => BadRowPolicyEnum, { defaultValue: 'fail', description: 'What to do about rows that cannot be read.' })
  onBadRow?: BadRowPolicy;
}
