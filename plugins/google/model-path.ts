import { ByomError } from 'byom/sdk';

/** `models/NAME`, or as given where it names a collection itself, for example `tunedModels/NAME`. */
export function modelPath(model: string): string {
  const segments = (model.includes('/') ? model : `models/${model}`).split('/');
  if (segments.some((segment) => segment === '' || segment === '.' || segment === '..')) {
    throw new ByomError('UNKNOWN_MODEL', 'This is no name of a model: write NAME, models/NAME or tunedModels/NAME.');
  }
  return segments.map(encodeURIComponent).join('/');
}
