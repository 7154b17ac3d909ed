import type { WaiverRules } from "./settings.ts";
import type { Conclusion } from "./verdict.ts";

/** What is remembered of a finding, to answer questions about it. */
export interface RecordedFinding {
  readonly policy: string;
  readonly severity: string;
  readonly enforcement: string;
  readonly status: string;
  readonly fingerprint: string;
  readonly title: string;
  readonly message: string;
  readonly remediation: string;
  readonly project: string;
  readonly address: string | null;
  readonly path: string | null;
  readonly line: number | null;
  /** Lines that would mend it, where that was proven. */
  readonly fix: string | null;
}

/** What is remembered of one review: what was said, and on which inputs. */
export interface ReviewRecord {
  readonly conclusion: Conclusion;
  readonly reasons: ReadonlyArray<string>;
  /** Whose consent was asked for, lifted or not; null stands for whoever may grant waivers. */
  readonly wanted_consents: ReadonlyArray<string | null>;
  readonly consents: ReadonlyArray<string>;
  readonly holds_until: string | null;
  readonly waivers: WaiverRules;
  readonly findings: ReadonlyArray<RecordedFinding>;
  /** The resources whose cost changes most, USD a month. */
  readonly costs: ReadonlyArray<{
    readonly project: string;
    readonly address: string;
    readonly before: number;
    readonly after: number;
  }>;
  /** What reproduces it: commits, hashes of policies and configuration, date of the prices. */
  readonly inputs: Readonly<Record<string, unknown>>;
}
