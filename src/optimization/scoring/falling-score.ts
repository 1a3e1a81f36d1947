/** 1 up to `most`, from there falling to 0 at twice that. */
export function fallingScore(value: number, most: number): number {
  return Math.min(1, Math.max(0, 2 - value / most));
}
