import type { OptimizationInput } from './optimization-input.js';

export interface PortPromptInput extends OptimizationInput {
  /** The model that the prompt works on. */
  readonly from: string;
  /** The model that it is to work on. */
  readonly to: string;
  /** That found the prompt; the saved prompt's own where left out. */
  readonly optimization?: string;
  /** Writes new instructions; `to` where left out. */
  readonly proposer?: string;
  /** Save the ported prompt under this name, for the model `to`. */
  readonly saveAs?: string;
}
