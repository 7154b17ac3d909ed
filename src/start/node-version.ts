/** What stands in the way of running on this Node, as a sentence; null where nothing does. Nothing else is loaded for it. */
export function whyNotThisNode(version: string): string | null {
  const major = Number(version.split(".")[0]?.replace("v", ""));
  return major >= 24 ? null : `tollgate needs Node 24 or newer; this is ${version} (npx puts the right one first)`;
}
