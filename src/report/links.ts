/** Where the pull request's content can be seen, so that places become links. */
export interface Links {
  /** Address of a file's line at the head commit; null where there is none (the command line). */
  readonly place: (path: string, line: number | null) => string | null;
}

/** Links into a repository at a commit; `repository` is its web address, e.g. `https://github.example/acme/infra`. */
export function repositoryLinks(repository: string, sha: string): Links {
  return {
    place: (path, line) => {
      const encoded = path.split("/").map(encodeSegment).join("/");
      return `${repository}/blob/${sha}/${encoded}${line === null ? "" : `#L${line}`}`;
    },
  };
}

/** The same links, but for paths that the repository does not have. */
export function linksInside({ place }: Links, outside: ReadonlyArray<string>): Links {
  const missing = new Set(outside);
  return { place: (path, line) => (missing.has(path) ? null : place(path, line)) };
}

/** encodeURIComponent leaves `()'!*` as they are, and a parenthesis would end a Markdown link. */
function encodeSegment(segment: string): string {
  return encodeURIComponent(segment.toWellFormed()).replace(
    /[()'!*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

/** No links: the command line's reports. */
export const noLinks: Links = { place: () => null };
