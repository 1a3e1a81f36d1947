/** What one score may take. The child keeps the inner limits; the parent enforces the outer one from outside. */
export const sandboxLimits = {
  /** Of processor time, kept by the interpreter wherever it looks up from its work. */
  cpuMs: 1_000,
  /** As much again, and the parent kills the child: loops inside of the interpreter's own functions never look up. */
  moreCpuMs: 500,
  /** The same by the clock, for systems that do not tell what a process computes: a busy machine is not the code's fault. */
  wallMs: 15_000,
  /** Until a child is ready to take code. */
  startMs: 15_000,
  /** Of one evaluation. */
  memoryBytes: 96 * 1024 * 1024,
  /** Of the whole interpreter, in pages of 64 KB; what the WebAssembly engine enforces. */
  memoryPages: 4_096,
  /** Of the JavaScript around the interpreter, in megabytes. */
  heapMegabytes: 96,
  stackBytes: 200 * 1024,
  /** Of processor time over a child's whole life; what the kernel enforces. */
  cpuSeconds: 60,
  codeCharacters: 20_000,
  questionBytes: 24 * 1024 * 1024,
  answerBytes: 64 * 1024,
  feedbackCharacters: 4_000,
} as const;
