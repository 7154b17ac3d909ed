const call = /^module\.[^.[\]]+(?:\[(?:\d+|\*|"(?:[^"\\]|\\.)*")\])?/;

/** The module directly below `parent` that leads to `module`; null where it does not lie below. */
export function childOf(module: string | null, parent: string | null): string | null {
  if (module === null || (parent !== null && !module.startsWith(`${parent}.`))) return null;
  const rest = parent === null ? module : module.slice(parent.length + 1);
  const step = call.exec(rest)?.[0];
  return step === undefined ? null : parent === null ? step : `${parent}.${step}`;
}
