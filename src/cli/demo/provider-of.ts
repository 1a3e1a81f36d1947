export const providerOf = (model: string): string => model.slice(0, model.indexOf('/'));
