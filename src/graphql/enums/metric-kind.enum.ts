import type { MetricKind } from '../../optimization/scoring/metric-input.js';
import { defineEnum } from './define-enum.js';

export const MetricKindEnum = defineEnum<MetricKind>('MetricKind', 'How an output is scored, from 0 to 1.', {
  'exact-match': '1 where the output equals the expected text, surrounding space aside.',
  contains: '1 where the output contains the expected text.',
  regex: '1 where `pattern` (RE2 syntax, linear time) matches the output.',
  numeric: '1 where the number in the output is within `tolerance` of the expected one.',
  'json-fields': 'The share of `fields` in which the JSON output equals the expected value.',
  'token-f1': 'The F1 of the words that output and expected text have in common.',
  length: '1 up to `most` characters or words, falling to 0 at twice that. Needs no expected answer.',
  cost: '1 up to `maxUsd` for the answer, falling to 0 at twice that. Needs no expected answer, but a known price of every model that the run calls.',
  composite: 'The weighted mean of several metrics, `parts`.',
  'llm-judge':
    'The model `judge` scores by `rubric`: beside the expected answer, in both orders, where there is one (two calls), else by the rubric alone (one call). Its calls are paid from the budget, with purpose JUDGE. The output is quoted to it as data; words in it that speak to the judge are named in the feedback.',
  webhook:
    'Your own server scores: { exampleId, inputs, expected, output } is posted to `url`, and answered by { score: 0..1, feedback? }. Asked three times on network failures, 429 and 5xx, for 10 seconds each; the header `X-BYOM-Delivery` is the same each time. A score is asked for once and kept with the optimization.',
  code: 'A JavaScript function of your own, `code`, scores: it is given { inputs, expected, output } and returns a number from 0 to 1, or { score, feedback }. It runs in a sandbox that has the language and nothing else: no network, files, packages, timers or promises, a clock that stands at 2000-01-01 and a Math.random that begins anew, so that the same answer has the same score. Each answer has a second of processor time and 96 MB; beyond that it goes without a score (SANDBOX_TIMEOUT, SANDBOX_MEMORY). Off unless the operator of the server allows it.',
});
