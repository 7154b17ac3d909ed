import { LRUCache } from "lru-cache";
import type { KeptAnswers } from "./kept-answers.ts";

/**
 * Answers that a long-lived process keeps in memory, at most so many bytes, those asked for last: the base of a pull
 * request is most often that of the one before, and its own after a push.
 */
export function rememberAnswers(maxBytes: number): KeptAnswers {
  const answers = new LRUCache<string, Uint8Array>({
    maxSize: maxBytes,
    maxEntrySize: maxBytes / 4,
    sizeCalculation: (answer, key) => answer.byteLength + key.length,
  });
  return {
    isLikely: false, // what is needed next is not known: workers stay ready
    read: (key) => Promise.resolve(answers.get(key) ?? null),
    write: (key, answer) => {
      answers.set(key, answer.slice()); // bytes of its own, not a part of a larger buffer
    },
    save: () => Promise.resolve(), // the next process asks anew
  };
}
