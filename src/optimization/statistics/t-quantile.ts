const exact = [12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228];

/** The two-sided 95% quantile of Student's t; to within 0.001 from 11 degrees of freedom on, where a series stands in. */
export function tQuantile(degrees: number): number {
  return exact[degrees - 1] ?? 1.959964 + 2.372273 / degrees + 2.822502 / degrees ** 2 + 2.555852 / degrees ** 3;
}
