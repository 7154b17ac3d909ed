/** What is said of one resource while it is priced: assumptions, and reasons not to price it at all. */
export interface Notes {
  /** Says something that the price rests on; each sentence once. */
  readonly assume: (sentence: string) => void;
  /** Says that a component has another region's price; all components of one region become one sentence. */
  readonly borrow: (component: string, region: string, from: string) => void;
  /** Says what region is assumed; it is told only if a price depends on it. */
  readonly assumePlace: (sentence: string) => void;
  /** Says that a price depends on the region. */
  readonly depend: () => void;
  /** Gives a reason why the resource has no price; the first one is reported. */
  readonly refuse: (reason: string) => void;
  readonly assumptions: () => ReadonlyArray<string>;
  readonly refusal: () => string | null;
}

export function openNotes(): Notes {
  const sentences = new Set<string>();
  const borrowed = new Map<string, string[]>();
  const reasons: string[] = [];
  const places: string[] = [];
  let depends = false;
  return {
    assumePlace: (sentence) => void places.push(sentence),
    depend: () => {
      depends = true;
    },
    assume: (sentence) => void sentences.add(sentence),
    borrow: (component, region, from) => {
      const sentence = `the price book has no price in ${region}; the price in ${from} is used.`;
      const names = borrowed.get(sentence);
      if (names === undefined) borrowed.set(sentence, [component]);
      else names.push(component);
    },
    refuse: (reason) => void reasons.push(reason),
    assumptions: () => [
      ...(depends ? places : []),
      ...sentences,
      ...[...borrowed].map(([sentence, names]) => `${[...new Set(names)].join(", ")}: ${sentence}`),
    ],
    refusal: () => reasons[0] ?? null,
  };
}
