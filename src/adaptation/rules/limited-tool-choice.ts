import type { Adaptation, CompletionRequest, JsonValue, LimitedToolChoice, ToolChoice } from '../../sdk/index.js';
import { conditionHolds } from '../condition-holds.js';
import type { Rule } from '../rule.js';

export const limitedToolChoice: Rule<LimitedToolChoice> = (request, quirk, model) => {
  const { toolChoice: requested, tools } = request;
  if (requested === undefined || quirk.modes.includes(requested.mode)) return undefined;
  const modes = quirk.modes.filter((mode) =>
    model.quirks.every(
      (other) =>
        other.kind !== 'limited-tool-choice' || other.modes.includes(mode) || !conditionHolds(other.when, request),
    ),
  );
  const choice = insteadOf(requested, request, modes);
  const kept = requested.mode === 'none' ? undefined : onlyNamed(requested, tools);
  const { toolChoice: _, tools: __, ...rest } = request;
  const why = { reason: `The model takes these tool choices: ${modes.join(', ') || 'none at all'}.`, quirk: quirk.id };
  const adaptations: Adaptation[] = [
    {
      parameter: 'toolChoice',
      action: choice === undefined ? 'dropped' : 'converted',
      requested: requested as unknown as JsonValue,
      sent: (choice as unknown as JsonValue | undefined) ?? null,
      lossless: isKept(requested, choice, tools),
      ...why,
    },
  ];
  if (tools !== undefined && kept?.length !== tools.length) {
    adaptations.push({
      parameter: 'tools',
      action: 'dropped',
      requested: tools as unknown as JsonValue,
      sent: (kept as unknown as JsonValue | undefined) ?? null,
      // Those that go were not to be called.
      lossless: true,
      ...why,
    });
  }
  return {
    request: {
      ...rest,
      ...(kept !== undefined && { tools: kept }),
      ...(choice !== undefined && { toolChoice: choice }),
    },
    adaptations,
  };
};

/** The choice that comes nearest; undefined where nothing is said, which is `auto` everywhere. */
function insteadOf(
  { mode }: ToolChoice,
  { tools = [] }: CompletionRequest,
  modes: readonly ToolChoice['mode'][],
): ToolChoice | undefined {
  const [only, more] = tools;
  if (mode === 'tool' && modes.includes('required')) return { mode: 'required' };
  if (mode === 'required' && modes.includes('tool') && only !== undefined && more === undefined) {
    return { mode: 'tool', tool: only.name };
  }
  return mode !== 'none' && modes.includes('auto') ? { mode: 'auto' } : undefined;
}

function onlyNamed({ mode, tool }: ToolChoice, tools: CompletionRequest['tools']): CompletionRequest['tools'] {
  if (mode !== 'tool' || tools === undefined) return tools;
  const named = tools.filter(({ name }) => name === tool);
  return named.length > 0 && named.length < tools.length ? named : tools;
}

function isKept(asked: ToolChoice, sent: ToolChoice | undefined, tools: CompletionRequest['tools']): boolean {
  if (asked.mode === 'auto' || asked.mode === 'none') return true;
  return tools !== undefined && (sent?.mode === 'required' || sent?.mode === 'tool');
}
