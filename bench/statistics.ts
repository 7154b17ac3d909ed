/** The middle of a list of numbers. */
export function median(values: ReadonlyArray<number>): number {
  return quantile(values, 0.5);
}

/** The value below which `share` of the list lies (nearest rank). */
export function quantile(values: ReadonlyArray<number>, share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.max(0, Math.ceil(share * sorted.length) - 1))] ?? Number.NaN;
}
