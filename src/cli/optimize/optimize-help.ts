import { serverOptionsHelp } from '../server-access.js';

export const optimizeHelp = `byom optimize: a better prompt for your data, on a running server

  byom optimize --data FILE --expected FIELD --model REF [...]
  byom optimize --follow ID | --pause ID | --resume ID | --cancel ID

Imports the file, shows the quote, asks, and follows the run to its end: the score on held-out examples, what changed in
the prompt, and what it cost. Nothing is spent before you agree.

What to learn from:
  --data FILE         JSONL or CSV; each --input FIELD, --expected FIELD and so on as in byom dataset --help
  --dataset ID        one that is on the server already
  --name NAME         what to call the dataset (default: the file's name)

What to make better:
  --model REF         runs the prompt, for example openai/gpt-5-mini
  --prompt FILE       the prompt to start from: a PromptInput in .json, or text: system, a line of ---, user. {{field}}
                      stands for an input field. Left out, a plain prompt is made of the fields and the answers.
  --saved-prompt NAME start from a saved prompt instead
  --metric KIND       EXACT_MATCH, CONTAINS, NUMERIC, JSON_FIELDS ... or a MetricInput in JSON, for example
                      '{"kind":"NUMERIC","tolerance":0.01}' (default: by the form of the answers)

How:
  --proposer REF      the model that writes new prompts (default: the same)
  --strategy NAME     AUTO, REFLECTIVE, FEW_SHOT, JOINT (default AUTO)
  --max-calls N       at most so many requests (default 300, where no other limit is given)
  --max-task-calls N  --max-usd X  --max-tokens N  --max-seconds N
  --concurrency N     calls at once (default 8)
  --seed N            the same seed and the same answers give the same candidates
  --key-file FILE     holds the key for the model's provider, sealed for this run alone (default: the stored credential)
  --base-url URL      where its API is, if not where the provider says
  --save-as NAME      save the best prompt, if it is better; --promote also labels it \`production\`

  --yes               do not ask
  --quote-only        show the quote and leave
  --json              the outcome as JSON on standard output, and nothing else there

Where the server is:
${serverOptionsHelp}

Ctrl-C leaves the run running: --follow ID follows it again, from wherever.

Exit codes: 0 a better prompt was found; 3 the run ended and none was; 1 it failed or was cancelled, or could not begin;
4 the quote was not agreed to; 130 interrupted.
`;
