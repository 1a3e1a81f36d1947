/** Of an npm package; nothing that leads anywhere as part of a path. */
export const packageName = /^(@[a-z0-9-~][a-z0-9-._~]*\/)?[a-z0-9-~][a-z0-9-._~]*$/;
