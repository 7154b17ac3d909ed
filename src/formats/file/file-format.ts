import type { Project } from "../../model/project.ts";
import type { Declaration, Format } from "../../model/resource.ts";

/** What is wrong with a file. */
export interface FileIssue {
  readonly line: number | null;
  readonly message: string;
  /** Whether what the file declares is not known because of it. */
  readonly fatal: boolean;
}

/** One file after reading; null in its place means that the file is none of the format's. */
export interface FileReading {
  readonly declarations: ReadonlyArray<Declaration>;
  readonly issues: ReadonlyArray<FileIssue>;
  /** Why the file is not analysed although it was recognised; null where it is. */
  readonly skipped: string | null;
}

/** A format in which every file stands for itself, and the files of one directory are one project. */
export interface FileFormat {
  readonly format: Format;
  /** Whether the path alone makes a file a candidate. */
  readonly isCandidate: (path: string) => boolean;
  /** The project that a file belongs to; `directory` is where the file lies. */
  readonly projectOf: (directory: string, path: string) => Project;
  /** Reads one text. Never throws for bad input. */
  readonly read: (path: string, text: string) => FileReading | null;
}
