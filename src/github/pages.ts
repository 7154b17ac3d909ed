/** Items of one page; servers may give fewer than were asked for. */
export const pageSize = 100;

/** Items of one page of a server that does not listen to how many were asked for. */
const usualSize = 30;

/** Whether a page may be followed by another, as far as its length tells. */
export function isFullPage(length: number): boolean {
  return length >= pageSize || length === usualSize;
}

/** One page of a listing as Octokit gives it. */
interface Page<Data> {
  readonly data: Data;
  readonly headers: { readonly link?: string | undefined };
}

/** All that was read of a listing. */
export interface Listed<Item> {
  readonly items: ReadonlyArray<Item>;
  /** False where there are more pages than were wanted. */
  readonly isComplete: boolean;
}

/**
 * Reads a listing page by page, at most so many. Whether another one follows is what the answer's Link header says: a
 * server may make its pages smaller than it was asked to. Without the header only a full page is followed by another, and a
 * page that is the one before is the answer of a server that has no pages.
 */
export async function readPages<Data, Item>(
  maxPages: number,
  send: (page: number) => Promise<Page<Data>>,
  itemsOf: (data: Data) => ReadonlyArray<Item>,
): Promise<Listed<Item>> {
  const items: Item[] = [];
  let before = "";
  for (let page = 1; page <= maxPages; page += 1) {
    const { data, headers } = await send(page);
    const found = itemsOf(data);
    const isLast = headers.link === undefined ? !isFullPage(found.length) : !/;\s*rel="?next"?/.test(headers.link);
    const text = isLast && page === 1 ? "" : JSON.stringify(found);
    if (page > 1 && text === before) return { items, isComplete: true };
    items.push(...found);
    if (isLast || found.length === 0) return { items, isComplete: true };
    before = text;
  }
  return { items, isComplete: false };
}

/** The items of a page that is nothing else. */
export function all<Item>(data: ReadonlyArray<Item>): ReadonlyArray<Item> {
  return data;
}
