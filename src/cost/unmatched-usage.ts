import type { ProjectChange } from "../model/project.ts";
import { nearest } from "./spelling.ts";
import { isUsageResource } from "./usage-resources.ts";
import { matchesAddress, starred, type Usage } from "./usage.ts";

/** Entries of a usage file that mean no resource of the whole tree, in sentences, with what may have been meant. */
export function unmatchedEntries(usage: Usage, changes: ReadonlyArray<ProjectChange>): ReadonlyArray<string> {
  const resources = changes.flatMap((change) => change.resources);
  const byStem = Map.groupBy(
    resources.map(({ address }) => address),
    starred,
  );
  const entries = [...usage.resources.keys()].filter((entry) => !isUsageResource(entry));
  const addresses = entries.flatMap((entry) => {
    if (byStem.get(starred(entry))?.some((address) => matchesAddress(entry, address)) === true) return [];
    return [`usage file: no resource is "${entry}"${meant(entry, [...byStem.values()].flat())}`];
  });
  const types = new Set(resources.map(({ type }) => type));
  const unused = [...usage.types.keys()].filter((type) => !types.has(type));
  return [
    ...addresses,
    ...unused.map((type) => `usage file: no resource is of the type "${type}"${meant(type, [...types])}`),
  ];
}

function meant(word: string, candidates: ReadonlyArray<string>): string {
  const name = nearest(word, candidates);
  return name === null ? ", so this entry has no effect." : `; is "${name}" meant? This entry has no effect.`;
}
