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
  /** Says how many things of one kind are counted. */
  readonly count: (things: number) => void;
  /** Says that what is counted may come to less or to more without anybody changing it. */
  readonly vary: () => void;
  readonly assumptions: () => ReadonlyArray<string>;
  readonly refusal: () => string | null;
  /** The things of all kinds together, null where none were counted. */
  readonly counts: () => { readonly count: number | null; readonly varies: boolean };
}

export function openNotes(): Notes {
  const sentences = new Set<string>();
  const borrowed = new Map<string, string[]>();
  const reasons: string[] = [];
  const places: string[] = [];
  let depends = false;
  const counts: number[] = [];
  let varies = false;
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
    count: (things) => void counts.push(things),
    vary: () => {
      varies = true;
    },
    counts: () => ({ count: counts.length === 0 ? null : counts.reduce((sum, one) => sum + one, 0), varies }),
    assumptions: () => [
      ...(depends ? places : []),
      ...sentences,
      ...[...borrowed].map(([sentence, names]) => `${[...new Set(names)].join(", ")}: ${sentence}`),
    ],
    refusal: () => reasons[0] ?? null,
  };
}
