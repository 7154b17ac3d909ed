import { plain } from "./text.ts";

const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** Foreign text for XML and HTML, in elements and in quoted attributes. */
export function escapeXml(text: string): string {
  return plain(text).replace(/[&<>"']/g, (character) => entities[character] ?? "");
}
