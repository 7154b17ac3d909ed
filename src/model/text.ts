/** Code-unit order: the same on every machine and in every locale. */
export function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Where something stands in the tree: `path:line`, or the path of a whole file. */
export function placeText({ path, line }: { readonly path: string; readonly line: number | null }): string {
  return line === null ? path : `${path}:${line}`;
}

/** `1 finding`, `2 findings`; `plural` where it is not made with an s. */
export function count(total: number, noun: string, plural = `${noun}s`): string {
  return `${total} ${total === 1 ? noun : plural}`;
}
