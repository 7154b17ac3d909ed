/** What is said of one resource while it is priced: assumptions, and reasons not to price it at all. */
export interface Notes {
  /** Says something that the price rests on; each sentence once. */
  readonly assume: (sentence: string) => void;
  /** Gives a reason why the resource has no price; the first one is reported. */
  readonly refuse: (reason: string) => void;
  readonly assumptions: () => ReadonlyArray<string>;
  readonly refusal: () => string | null;
}

export function openNotes(): Notes {
  const sentences = new Set<string>();
  const reasons: string[] = [];
  return {
    assume: (sentence) => void sentences.add(sentence),
    refuse: (reason) => void reasons.push(reason),
    assumptions: () => [...sentences],
    refusal: () => reasons[0] ?? null,
  };
}
