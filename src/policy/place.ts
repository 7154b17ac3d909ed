import type { AttributePath, Location, Resource } from "../model/resource.ts";

/** Where a finding on an attribute of a resource belongs: its line, its nearest parent's, else the whole block. */
export function placeOf(resource: Resource, attribute: AttributePath | null): Location {
  for (let length = attribute?.length ?? 0; length > 0; length -= 1) {
    const pointer = jsonPointer(attribute?.slice(0, length) ?? []);
    const line = resource.lines[pointer];
    if (line !== undefined) {
      return { path: resource.line_paths?.[pointer] ?? resource.location.path, line, end_line: line };
    }
  }
  return resource.location;
}

/** RFC 6901. */
export function jsonPointer(path: AttributePath): string {
  return path.map((step) => `/${String(step).replaceAll("~", "~0").replaceAll("/", "~1")}`).join("");
}
