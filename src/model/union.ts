/** What is known, and of the others what does not say the same as any of it (as JSON has it). In their order. */
export function union<Item>(known: ReadonlyArray<Item>, more: ReadonlyArray<Item>): ReadonlyArray<Item> {
  const seen = new Set(known.map((item) => JSON.stringify(item)));
  return [...known, ...more.filter((item) => !seen.has(JSON.stringify(item)))];
}
