/** The ids of today → the ids that they had; one earlier id may have become several. */
export type EarlierIds = ReadonlyMap<string, ReadonlyArray<string>>;

/** Whether the id that somebody wrote means the policy, by its id of today or an earlier one. */
export function means(written: string, policy: string, earlier: EarlierIds): boolean {
  return written === policy || (earlier.get(policy) ?? []).includes(written);
}
