import type { ModelDeclaration } from 'byom/sdk';
import { familyQuirks } from './family-quirks.js';
import { asOf, sources } from './sources.js';

const { awsDocs, langchain } = sources;
const {
  noTools,
  noVision,
  noTopK,
  noReasoning,
  noSystem,
  noCache,
  wholeWithTools,
  autoTools,
  noToolChoice,
  jsonByInstruction,
  complexByInstruction,
  noStrictTools,
  closedSchema,
  novaQuirks,
  novaReasoningQuirks,
  openaiQuirks,
  gptOssQuirks,
  gptQuirks,
} = familyQuirks;

const plain = ['streaming', 'system-prompt'] as const;
const withTools = [...plain, 'tools'] as const;
const withSchema = [...withTools, 'json-schema'] as const;

/** The families of other vendors, by what of Converse they take. */
export const familyModels: readonly ModelDeclaration[] = [
  {
    matches: '*amazon.nova-*',
    features: [...withTools, 'parallel-tools', 'vision', 'prompt-caching'],
    quirks: novaQuirks,
    asOf,
  },
  {
    matches: '*amazon.nova-micro*',
    features: [...withTools, 'parallel-tools', 'prompt-caching'],
    quirks: [noVision],
  },
  {
    matches: ['*amazon.nova-lite*', '*amazon.nova-micro*', '*amazon.nova-pro*', '*amazon.nova-premier*'],
    quirks: [noReasoning],
  },
  {
    matches: '*amazon.nova-2-*',
    features: [...withTools, 'parallel-tools', 'vision', 'prompt-caching', 'reasoning'],
    quirks: novaReasoningQuirks,
  },
  {
    matches: [
      '*amazon.nova-*',
      '*meta.llama*',
      '*mistral.mistral-large-24*',
      '*mistral.mistral-small-24*',
      '*mistral.pixtral*',
      '*cohere.command-r*',
      '*openai.gpt-5*',
      '*ai21.jamba*',
      '*writer.palmyra*',
    ],
    quirks: [noStrictTools],
  },
  {
    matches: '*amazon.titan-text*',
    features: ['streaming'],
    quirks: [noSystem, noTools, noVision, noTopK, noReasoning, noCache, jsonByInstruction],
  },
  { matches: '*meta.llama*', features: plain, quirks: [noTopK, noReasoning, noCache, jsonByInstruction], asOf },
  {
    matches: ['*meta.llama2*', '*meta.llama3-8b*', '*meta.llama3-70b*', '*meta.llama3-2-1b*', '*meta.llama3-2-3b*'],
    quirks: [noTools, noVision],
  },
  { matches: ['*meta.llama3-1*', '*meta.llama3-3*'], features: withTools, quirks: [noVision] },
  {
    matches: ['*meta.llama3-2-11b*', '*meta.llama3-2-90b*', '*meta.llama4*'],
    features: [...withTools, 'vision'],
  },
  {
    matches: ['*meta.llama3-1*', '*meta.llama3-2-11b*', '*meta.llama3-2-90b*', '*meta.llama3-3*', '*meta.llama4*'],
    quirks: [wholeWithTools, autoTools],
  },
  {
    matches: '*mistral.*',
    features: withTools,
    quirks: [
      noReasoning,
      noCache,
      {
        kind: 'limited-stop-sequences',
        id: 'mistral-ten-stop-sequences',
        most: 10,
        source: `${awsDocs}/userguide/model-parameters-mistral-text-completion.html`,
        asOf,
      },
    ],
    asOf,
  },
  {
    matches: ['*mistral.mistral-7b*', '*mistral.mixtral*'],
    features: ['streaming'],
    quirks: [
      noSystem,
      noTools,
      { kind: 'renamed-parameter', id: 'mistral-top-k', parameter: 'topK', as: 'top_k', source: awsDocs, asOf },
    ],
  },
  {
    matches: [
      '*mistral.mistral-large*',
      '*mistral.mistral-small*',
      '*mistral.pixtral*',
      '*mistral.magistral*',
      '*mistral.ministral*',
    ],
    quirks: [noTopK, wholeWithTools],
  },
  {
    matches: [
      '*mistral.pixtral*',
      '*mistral.mistral-large-3*',
      '*mistral.magistral-small*',
      '*mistral.ministral-3-3b*',
    ],
    features: [...withTools, 'vision'],
  },
  {
    matches: '*mistral.mistral-large*',
    quirks: [
      {
        kind: 'limited-tool-choice',
        id: 'mistral-tool-choice',
        modes: ['auto', 'required'],
        source: langchain,
        asOf,
      },
    ],
  },
  { matches: ['*mistral.mistral-small*', '*mistral.pixtral*'], quirks: [noToolChoice] },
  {
    matches: [
      '*mistral.mistral-7b*',
      '*mistral.mixtral*',
      '*mistral.mistral-large-24*',
      '*mistral.mistral-small-24*',
      '*mistral.pixtral*',
    ],
    quirks: [jsonByInstruction],
  },
  {
    matches: '*cohere.command-r*',
    features: withTools,
    quirks: [
      {
        kind: 'renamed-parameter',
        id: 'cohere-top-k',
        parameter: 'topK',
        as: 'k',
        source: `${awsDocs}/userguide/model-parameters-cohere-command-r-plus.html`,
        asOf,
      },
      noVision,
      noReasoning,
      noCache,
      noToolChoice,
      jsonByInstruction,
    ],
    asOf,
  },
  {
    matches: '*deepseek.r1*',
    features: [...plain, 'reasoning'],
    quirks: [noTools, noVision, noTopK, noReasoning, noCache, jsonByInstruction],
    asOf,
  },
  {
    matches: '*deepseek.v3*',
    features: withSchema,
    quirks: [
      noVision,
      noTopK,
      noReasoning,
      noCache,
      { kind: 'limited-tool-choice', id: 'deepseek-tool-choice', modes: ['required'], source: langchain, asOf },
      closedSchema,
      complexByInstruction,
    ],
    asOf,
  },
  { matches: '*openai.*', features: [...withTools, 'vision', 'reasoning'], quirks: openaiQuirks, asOf },
  { matches: '*openai.gpt-oss*', features: [...withSchema, 'reasoning'], quirks: gptOssQuirks },
  { matches: '*openai.gpt-5*', quirks: gptQuirks },
  {
    matches: '*ai21.jamba*',
    features: withTools,
    quirks: [noVision, noTopK, noReasoning, noCache, noToolChoice, jsonByInstruction],
    asOf,
  },
  { matches: '*ai21.jamba-instruct*', features: plain, quirks: [noTools] },
  {
    matches: '*writer.palmyra*',
    features: withTools,
    quirks: [noVision, noTopK, noReasoning, noCache, wholeWithTools, noToolChoice, jsonByInstruction],
    asOf,
  },
  {
    matches: ['*qwen.qwen3*', '*moonshot*.kimi*', '*minimax.minimax*', '*nvidia.nemotron*'],
    features: withSchema,
    quirks: [noTopK, noReasoning, noCache, closedSchema, complexByInstruction],
    asOf,
  },
  { matches: '*qwen.qwen3-vl*', features: [...withSchema, 'vision'] },
];
