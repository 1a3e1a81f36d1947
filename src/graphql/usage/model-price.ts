import { ByomError, type Price } from '../../sdk/index.js';
import type { FindModel } from '../../use-cases/find-model.js';

/** Undefined where it is not known, or where the provider's plugin is gone. */
export function modelPrice(findModel: FindModel, ref: string): Price | undefined {
  try {
    return findModel.run(ref).model.price;
  } catch (error) {
    if (ByomError.is(error)) return undefined;
    throw error;
  }
}
