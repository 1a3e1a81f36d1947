import type { MetricKind } from '../../optimization/scoring/metric-input.js';
import { defineEnum } from './define-enum.js';

export const MetricKindEnum = defineEnum<MetricKind>('MetricKind', 'How an output is scored, from 0 to 1.', {
  'exact-match': '1 where the output equals the expected text, surrounding space aside.',
  contains: '1 where the output contains the expected text.',
  regex: '1 where `pattern` (RE2 syntax, linear time) matches the output.',
  numeric: '1 where the number in the output is within `tolerance` of the expected one.',
  'json-fields': 'The share of `fields` in which the JSON output equals the expected value.',
  'token-f1': 'The F1 of the words that output and expected text have in common.',
});
