import { describe, expect, it } from "vitest";

import { all, readPages } from "../../src/github/pages.ts";

/** A listing of so many numbers in pages of a size, with or without GitHub's header. */
function listing(count: number, size: number, hasLinks: boolean) {
  const asked: number[] = [];
  return {
    asked,
    send: (page: number) => {
      asked.push(page);
      const data = Array.from({ length: count }, (_, index) => index).slice((page - 1) * size, page * size);
      const next = page * size < count ? '<https://x.test/?page=9>; rel="next", ' : "";
      const link = `${next}<https://x.test/?page=1>; rel="first"`;
      return Promise.resolve({ data, headers: hasLinks ? { link } : {} });
    },
  };
}

describe("a listing", () => {
  it.each([
    ["pages that are as large as they were asked for", 250, 100, true, 3],
    ["one item a page", 5, 1, true, 5],
    ["one whole page that is the last", 100, 100, true, 1],
    ["full pages of a server that says nothing of others", 250, 100, false, 3],
    ["a page that is not full, of a server that says nothing of others", 99, 100, false, 1],
    ["nothing", 0, 100, false, 1],
    ["pages of thirty, whatever was asked for, of a server that says nothing of others", 75, 30, false, 3],
    ["one page of thirty that is the last", 30, 30, false, 2],
  ])("is read whole: %s", async (_, count, size, hasLinks, requests) => {
    const { asked, send } = listing(count, size, hasLinks);
    const { items, isComplete } = await readPages(10, send, all);
    expect([items.length, isComplete, asked.length]).toEqual([count, true, requests]);
  });

  it.each([30, 100, 250])("of a server that has no pages is read once: %i items", async (count) => {
    const { send } = listing(count, count, false);
    const { items, isComplete } = await readPages(10, () => send(1), all);
    expect([items.length, isComplete]).toEqual([count, true]);
  });

  it("goes on by the link as GitHub writes it", async () => {
    const link = (page: number, rel: string) =>
      `<https://api.github.com/repositories/1/issues?page=${page}>; rel="${rel}"`;
    const headers = [
      [link(2, "next"), link(3, "last")],
      [link(1, "prev"), link(3, "next"), link(3, "last"), link(1, "first")],
      [link(2, "prev"), link(1, "first")],
    ].map((links) => ({ link: links.join(", ") }));
    const { items } = await readPages(9, (page) => Promise.resolve({ data: [page], headers: headers[page - 1]! }), all);
    expect(items).toEqual([1, 2, 3]);
  });

  it("is told to be longer than what was read", async () => {
    const { items, isComplete } = await readPages(3, listing(1000, 100, true).send, all);
    expect([items.length, isComplete]).toEqual([300, false]);
  });
});
