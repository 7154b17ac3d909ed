import { worse, type Conclusion, type Consent, type Judgement, type Reason, type Verdict } from "../model/verdict.ts";

/** Reasons into the verdict of the whole and of its two checks; `calm` is said where there is none. */
export function conclude(reasons: ReadonlyArray<Reason>, calm: string): Judgement {
  return ofParts(reasons, { verdict: calm, policy_verdict: calm, cost_verdict: calm });
}

/** Other reasons in place of those of a judgement. A part that had none had its own words for it. */
function concludeAgain<Judged extends Judgement>(judged: Judged, reasons: ReadonlyArray<Reason>): Judged {
  const calmOf = (verdict: Verdict): string => verdict.reasons[0] ?? "";
  return {
    ...judged,
    ...ofParts(reasons, {
      verdict: calmOf(judged.verdict),
      policy_verdict: calmOf(judged.policy_verdict),
      cost_verdict: calmOf(judged.cost_verdict),
    }),
  };
}

function ofParts(
  reasons: ReadonlyArray<Reason>,
  calm: Readonly<Record<Exclude<keyof Judgement, "reasons">, string>>,
): Judgement {
  const ofPolicy = reasons.filter(({ part }) => part !== "cost");
  const ofCost = reasons.filter(({ part }) => part !== "policy");
  return {
    verdict: verdictOf(reasons, calm.verdict),
    policy_verdict: verdictOf(ofPolicy, calm.policy_verdict),
    cost_verdict: verdictOf(ofCost, calm.cost_verdict),
    reasons,
  };
}

function verdictOf(reasons: ReadonlyArray<Reason>, calm: string): Verdict {
  const conclusion = reasons.map((reason) => reason.conclusion).reduce<Conclusion>(worse, "pass");
  const sentences = reasons.filter((reason) => reason.conclusion === conclusion).map((reason) => reason.text);
  const lesser = reasons.filter((reason) => reason.conclusion !== conclusion).map((reason) => reason.text);
  return { conclusion, reasons: reasons.length === 0 ? [calm] : [...sentences, ...lesser] };
}

/** The teams whose consent reasons ask for, sorted; null stands for whoever may grant waivers. */
export function wantedConsents(reasons: ReadonlyArray<Reason>): ReadonlyArray<string | null> {
  const teams = reasons.filter(({ conclusion }) => conclusion === "approval").map(({ team }) => team);
  return [...new Set(teams)].sort();
}

/** What consent was given to is no longer asked for, and is said with who gave it. */
export function liftApprovals<Judged extends Judgement>(judged: Judged, consents: ReadonlyArray<Consent>): Judged {
  const reasons = judged.reasons.map((reason): Reason => {
    const who = consents.filter((consent) => lifts(consent, reason)).map(({ login }) => login);
    if (who.length === 0) return reason;
    return { ...reason, conclusion: "pass", text: `${reason.text}; approved by ${who.join(", ")}` };
  });
  return concludeAgain(judged, reasons);
}

function lifts({ teams, mayWaive }: Consent, { conclusion, team }: Reason): boolean {
  return conclusion === "approval" && (team === null ? mayWaive : teams.includes(team));
}

/** The same with more to consider: the worse of both counts. */
export function addReasons<Judged extends Judgement>(judged: Judged, more: ReadonlyArray<Reason>): Judged {
  return more.length === 0 ? judged : concludeAgain(judged, [...judged.reasons, ...more]);
}
