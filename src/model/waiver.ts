/** A recorded exception: it names a policy, a reason, who granted it and a day when it ends. */
export interface Waiver {
  readonly policy: string;
  readonly project: string | null;
  readonly address: string | null;
  readonly fingerprint: string | null;
  readonly reason: string;
  readonly granted_by: string;
  /** Last day that it holds, `YYYY-MM-DD`, UTC. */
  readonly until: string;
}
