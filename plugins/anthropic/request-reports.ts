import type { CompletionReport, CompletionRequest } from 'byom/sdk';
import { isPrivate } from './is-private.js';
import { tooStrict } from './too-strict.js';
import { isFlattened } from './tool-schema.js';
import { effortIsLowered } from './thinking-fields.js';

/** What of a request the Messages API has no place for and the adapter therefore changed or left out. */
export function requestReports(request: CompletionRequest): readonly CompletionReport[] {
  const { endUser, tools = [] } = request;
  const reports: CompletionReport[] = [];
  const tell = (quirk: string, parameter: string, reason: string) =>
    reports.push({ quirk, parameter, reason, lossless: false });
  if (endUser !== undefined && isPrivate(endUser)) {
    tell(
      'private-end-user',
      'endUser',
      'The provider takes no e-mail address or telephone number, so it was left out.',
    );
  }
  if (new Set(tools.map(({ name }) => name)).size < tools.length) {
    tell('unique-tool-names', 'tools', 'Of tools of one name only the first was sent.');
  }
  if (tooStrict(tools)) {
    tell(
      'strict-tool-limits',
      'tools',
      'There are more strict tools than the provider takes, so none is held to its schema.',
    );
  }
  if (tools.some(({ schema }) => isFlattened(schema))) {
    tell('tool-schema-of-object', 'tools', "Alternatives at the top of a tool's schema were merged into one object.");
  }
  if (effortIsLowered(request)) {
    tell(
      'effort-of-disabled-thinking',
      'reasoningEffort',
      'Without thinking the model takes an effort up to high, which was sent.',
    );
  }
  return reports;
}
