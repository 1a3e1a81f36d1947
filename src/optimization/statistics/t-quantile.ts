import { normalQuantile } from './normal-quantile.js';

/** The two-sided quantile of Student's t at a level such as 0.95, by Hill's algorithm 396; to within 0.001 of its size. */
export function tQuantile(degrees: number, level = 0.95): number {
  const outside = 1 - level;
  if (degrees === 1) return 1 / Math.tan((outside * Math.PI) / 2);
  if (degrees === 2) return Math.sqrt(2 / (outside * (2 - outside)) - 2);
  const a = 1 / (degrees - 0.5);
  const b = 48 / a ** 2;
  let c = (((20_700 * a) / b - 98) * a - 16) * a + 96.36;
  const d = ((94.5 / (b + c) - 3) / b + 1) * Math.sqrt((a * Math.PI) / 2) * degrees;
  let y = (d * outside) ** (2 / degrees);
  if (y > 0.05 + a) {
    const x = normalQuantile(outside / 2);
    y = x ** 2;
    if (degrees < 5) c += 0.3 * (degrees - 4.5) * (x + 0.6);
    c += (((0.05 * d * x - 5) * x - 7) * x - 2) * x + b;
    y = (((((0.4 * y + 6.3) * y + 36) * y + 94.5) / c - y - 3) / b + 1) * x;
    y = Math.expm1(a * y ** 2);
  } else {
    const tail = 1 / (((degrees + 6) / (degrees * y) - 0.089 * d - 0.822) * (degrees + 2) * 3) + 0.5 / (degrees + 4);
    y = ((tail * y - 1) * (degrees + 1)) / (degrees + 2) + 1 / y;
  }
  return Math.sqrt(degrees * y);
}
