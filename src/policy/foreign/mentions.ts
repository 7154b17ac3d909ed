/** Finds the longest of some names that a text speaks of as a whole word; null without one. */
export type FindMention<Named> = (text: string) => Named | null;

const shortest = 2; // one letter is in every sentence
const word = /[\p{L}\p{N}_]/u;

/** Prepares the search for names; names that are equal belong to the first. */
export function mentionsOf<Named>(named: ReadonlyArray<readonly [string, Named]>): FindMention<Named> {
  const byName = new Map<string, Named>();
  for (const [name, item] of named) {
    if (name.length >= shortest && !byName.has(name)) byName.set(name, item);
  }
  const names = [...byName.keys()].sort((a, b) => b.length - a.length);
  return (text) => {
    const name = names.find((candidate) => isSpokenOf(text, candidate));
    return name === undefined ? null : (byName.get(name) ?? null);
  };
}

function isSpokenOf(text: string, name: string): boolean {
  for (let at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + 1)) {
    const before = text.charAt(at - 1);
    const after = text.charAt(at + name.length);
    if (!word.test(before) && !word.test(after) && before !== "-" && after !== "-") return true;
  }
  return false;
}
