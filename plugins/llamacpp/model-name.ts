/** Models are named by alias or by file: the same one without its folders and its ending. */
export const modelName = (name: string): string =>
  name
    .replace(/^.*[/\\]/, '')
    .replace(/\.gguf$/i, '')
    .toLowerCase();
