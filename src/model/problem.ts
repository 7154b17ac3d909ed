/** A file that cannot be read or a thing that cannot be understood. Data, shown on the pull request, never thrown. */
export interface Problem {
  readonly path: string;
  /** 1-based; null where the whole file is meant. */
  readonly line: number | null;
  /** What is wrong, what was expected, what to do. */
  readonly message: string;
  /** Name of the project that is affected; null where it is none in particular. */
  readonly project: string | null;
  /**
   * What the problem hides, as paths: when one of them differs in this change, an old problem gates too.
   * Always contains `path`.
   */
  readonly hides: ReadonlyArray<string>;
  /**
   * A text that differs when the part of the file differs that the problem hides (a module call, an expression).
   * Where it is given, an old problem gates only when its digest changes, not when anything else in `path` does.
   */
  readonly digest?: string;
}

/** A problem compared with the base: `gates` when the change brings it in or touches what it hides. */
export interface JudgedProblem extends Omit<Problem, "hides" | "digest"> {
  readonly status: "new" | "existing";
  readonly gates: boolean;
}

/** Something that is recognised and not supported, or deliberately not read. Never counts as a pass. */
export interface NotAnalysed {
  readonly path: string;
  readonly reason: string;
}
