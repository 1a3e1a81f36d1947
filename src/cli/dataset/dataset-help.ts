import { serverOptionsHelp } from '../server-access.js';

export const datasetHelp = `byom dataset: keep examples on a running server

  byom dataset import FILE --name NAME [...]    read JSONL or CSV of any size into the next version of NAME
  byom dataset list [--name NAME]               datasets, or the versions of one
  byom dataset show ID                          size, splits, duplicates, conflicts, leaks
  byom dataset delete ID                        for good; optimizations keep their own copy

Where the server is:
${serverOptionsHelp}

What the file is:
  --format jsonl|csv  told by the file's ending where left out (.jsonl, .ndjson, .csv, .tsv)
  --delimiter CHAR    CSV: , ; | or tab (default: a comma; a tab for .tsv)
  --input FIELD       an input field, kept under its name; repeat it for several (default: all others)
  --expected FIELD    the right answer; an empty CSV cell is none
  --id FIELD          your own id, so that a row stands for one example
  --split FIELD       train, validation or test, or empty
  --feedback FIELD    why the answer is right
  --json-columns COL  CSV: its cells are JSON, not text; repeat it for several
  Without any of these a line of JSONL is { inputs, expected, id, split, feedback }.

  --skip-bad-rows     leave out rows that cannot be read, and say which
  --dataset ID        go on with this dataset instead of making a version
  --from-line N       begin with the row in line N, after an import that broke off
  --help              this
`;
