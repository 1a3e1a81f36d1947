import type { ErrorCode } from '../../sdk/index.js';

const codes: ReadonlySet<ErrorCode> = new Set(['CREDENTIAL_INVALID', 'CREDENTIAL_UNREADABLE', 'NO_CREDENTIAL']);

/** Whether another key would help: the provider refuses the one there is, or it cannot be opened, or it was removed. */
export const lacksKey = (code: ErrorCode): boolean => codes.has(code);
