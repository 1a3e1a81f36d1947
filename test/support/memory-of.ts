/** Bytes of buffers and objects that this process holds. */
export function memoryOf(): number {
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}
