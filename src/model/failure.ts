/** We or a service broke. Thrown with facts and `cause`; caught once, in `review.ts`. */
export class ReviewError extends Error {
  override readonly name: string = "ReviewError";
}

/** An engine or a policy did not finish within its bounds and its worker was discarded. */
export class EngineError extends ReviewError {
  override readonly name = "EngineError";
  readonly engine: string;
  readonly reason: "time" | "memory" | "trap" | "refused" | "unavailable";

  constructor(engine: string, reason: EngineError["reason"], message: string, options?: ErrorOptions) {
    super(message, options);
    this.engine = engine;
    this.reason = reason;
  }
}

/** Wrong use or unusable configuration: exit code 2 on the command line. */
export class UsageError extends ReviewError {
  override readonly name: string = "UsageError";
}

/** The base of the comparison does not exist or has no common history: exit 2, or `undecided` in the App. */
export class BaseMissingError extends UsageError {
  override readonly name = "BaseMissingError";
}

/** The source of a tree (git, GitHub) did not answer. `retryable` when another attempt may succeed. */
export class SourceError extends ReviewError {
  override readonly name = "SourceError";
  readonly retryable: boolean;

  constructor(message: string, retryable: boolean, options?: ErrorOptions) {
    super(message, options);
    this.retryable = retryable;
  }
}
