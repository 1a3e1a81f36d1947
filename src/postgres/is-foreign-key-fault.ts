/** Whether a statement failed since what it points to, or what points to it, is there or is not. */
export function isForeignKeyFault(error: unknown): boolean {
  const { code, cause } = (error ?? {}) as { readonly code?: unknown; readonly cause?: unknown };
  return code === '23503' || (cause !== undefined && isForeignKeyFault(cause));
}
