import { count } from "../model/text.ts";
/** A list that is cut at a whole row when its budget ends. */
export interface Cut {
  readonly text: string;
  /** How many rows were left out. */
  readonly omitted: number;
}

/**
 * Renders items, one after the other, until `budget` bytes of UTF-8 are used (GitHub counts characters, which are
 * never more), and joins them. What does not fit is not rendered.
 */
export function fitRows<Item>(items: ReadonlyArray<Item>, render: (item: Item) => string, budget: number): Cut {
  const kept: string[] = [];
  let used = 0;
  for (const item of items) {
    const text = render(item);
    used += Buffer.byteLength(text) + 1;
    if (used > budget) break;
    kept.push(text);
  }
  return { text: kept.join("\n"), omitted: items.length - kept.length };
}

/** As many whole sections as fit, the most important first. */
export function fitSections(sections: ReadonlyArray<string>, budget: number): string {
  const { text, omitted } = fitRows(sections, (section) => `${section}\n`, budget);
  const more = `…and ${count(omitted, "more section")}; \`tollgate review --format json\` has all.`;
  return omitted === 0 ? text : `${text}\n${more}\n`;
}
