import type { AxAIService } from '@ax-llm/ax';
import type { Role } from '../../../src/sdk/index.js';
import { expectedOf, messageOf } from '../bench-task.js';
import { BudgetReached, type MeteredModel, type Purpose } from '../metered-model.js';
import type { Contestant, Match } from './contestant.js';

type Ax = typeof import('@ax-llm/ax');
type How = 'gepa' | 'gepa-demos' | 'few-shot';

interface ChatBody {
  readonly messages: readonly {
    readonly role: Role;
    readonly content?: string | readonly { readonly text?: string }[] | null;
  }[];
}

const textOf = (content: ChatBody['messages'][number]['content']) =>
  typeof content === 'string' ? content : (content ?? []).map(({ text }) => text ?? '').join('\n');

const answerOf = (prediction: unknown) => (prediction as { readonly answer?: string } | undefined)?.answer ?? '';

/** ax's own OpenAI client, whose fetch ends at the simulated model; `free` asks without being counted. */
function serviceOver(ax: Ax, model: MeteredModel, purpose: Purpose | 'free', draw: () => number): AxAIService {
  const fetch = async (_: unknown, init?: RequestInit): Promise<Response> => {
    const { messages } = JSON.parse(init?.body as string) as ChatBody;
    const asked = messages.map(({ role, content }) => ({ role, content: textOf(content) }));
    try {
      const { text, input, output } =
        purpose === 'free'
          ? { text: model.answer(asked, draw()), input: 0, output: 0 }
          : (({ text, bill }) => ({ text, ...bill }))(model.call(purpose, asked));
      return Response.json({
        id: 'simulated',
        object: 'chat.completion',
        created: 0,
        model: 'simulated',
        choices: [{ index: 0, message: { role: 'assistant', content: text }, finish_reason: 'stop' }],
        usage: { prompt_tokens: input, completion_tokens: output, total_tokens: input + output },
      });
    } catch (error) {
      if (!(error instanceof BudgetReached)) throw error;
      return Response.json({ error: { message: error.message, type: 'budget', code: 'budget' } }, { status: 402 });
    }
  };
  return ax.ai({
    name: 'openai',
    apiKey: 'sk-simulated',
    apiURL: 'http://127.0.0.1/v1',
    config: { model: ax.AxAIOpenAIModel.GPT4OMini, stream: false, temperature: purpose === 'proposal' ? 1 : 0 },
    options: { fetch },
  });
}

/**
 * ax with its defaults and the same examples, metric, feedback and budget. Its GEPA improves the instruction; with
 * `demos` it also bootstraps demonstrations; few-shot is its bootstrapping alone, by the model that runs the prompt.
 */
export const axContestant = (name: string, how: How): Contestant => ({
  name,
  async run({ task, model, metric, budget, seed }: Match) {
    const ax = await import('@ax-llm/ax');
    const [student, teacher] = [serviceOver(ax, model, 'task', () => 0), serviceOver(ax, model, 'proposal', () => 0)];
    const rows = (examples: Match['task']['train']) =>
      examples.map((example) => ({ message: messageOf(example), answer: expectedOf(example) }));
    const byMessage = new Map([...task.train, ...task.validation].map((example) => [messageOf(example), example]));
    const feedback = new Map<string, string>();
    const key = (message: string, answer: string) => JSON.stringify([message, answer]);
    const score = async ({ prediction, example }: { readonly prediction: unknown; readonly example: unknown }) => {
      const { message } = example as { readonly message: string };
      const answer = answerOf(prediction);
      const scored = await metric.score({
        example: byMessage.get(message)!,
        output: answer,
        cost: { usd: 0, tokens: 0 },
      });
      feedback.set(key(message, answer), scored.feedback);
      return scored.score;
    };
    const program = ax.ax('message:string -> answer:string');
    program.setInstruction(task.prompt.system ?? '');
    const settings = { studentAI: student, teacherAI: teacher, seed, verbose: false, optimizerLogger: () => undefined };
    let summary = '';
    try {
      if (how === 'few-shot') {
        const found = await new ax.AxBootstrapFewShot({ ...settings, teacherAI: undefined }).compile(
          program,
          rows(task.train),
          score,
          {},
        );
        program.setDemos(found.demos ?? []);
      } else {
        const found = await new ax.AxGEPA(settings).compile(program, rows(task.train), score, {
          maxMetricCalls: budget,
          validationExamples: rows(task.validation),
          feedbackExamples: rows(task.train),
          feedbackFn: ({ prediction, example }: { readonly prediction: unknown; readonly example: unknown }) =>
            feedback.get(key((example as { readonly message: string }).message, answerOf(prediction))),
          ...(how === 'gepa-demos' ? { bootstrap: true } : {}),
        });
        if (found.optimizedProgram !== undefined) program.applyOptimization(found.optimizedProgram);
        summary = `its own best ${found.bestScore.toFixed(3)}`;
      }
    } catch (error) {
      // It hands in what it has by then: without a result, the prompt it started with.
      program.setDemos([]);
      summary = `gave up: ${error instanceof Error ? error.message : String(error)}`.slice(0, 200);
    }
    let draw = 0;
    const free = serviceOver(ax, model, 'free', () => draw);
    return {
      summary,
      async answer(message, drawn) {
        draw = drawn;
        try {
          const { answer } = await program.forward(free, { message }, { maxRetries: 1 });
          return answer;
        } catch {
          return '';
        }
      },
    };
  },
});
