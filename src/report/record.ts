import { sha256 } from "../model/digest.ts";
import type { Finding } from "../model/finding.ts";
import type { RecordedFinding, ReviewRecord } from "../model/record.ts";
import type { Review } from "../model/review.ts";
import type { Consent } from "../model/verdict.ts";
import { plainRemedy } from "./remedy.ts";
import { plain } from "./text.ts";

/** A record holds no more findings and resources; the report has them all. */
const maxFindings = 300;
const maxCosts = 50;

const noRules = { roles: [], teams: [], max_days: null };

/** What is remembered of a review. Messages are those of the report: without secrets. */
export function recordReview(
  review: Review,
  wanted: ReviewRecord["wanted_consents"],
  consents: ReadonlyArray<Consent>,
): ReviewRecord {
  const shown = review.findings.filter(({ status, enforcement }) => status !== "fixed" && enforcement !== "shadow");
  const configuration = sha256(JSON.stringify(review.settings));
  return {
    conclusion: review.verdict.conclusion,
    reasons: review.verdict.reasons,
    wanted_consents: wanted,
    consents: consents.map(({ login }) => login),
    holds_until: review.holds_until,
    waivers: review.settings?.waivers ?? noRules,
    findings: byGravity(shown).slice(0, maxFindings).map(recordFinding),
    costs: review.estimate.resources
      .filter(({ delta }) => delta !== 0)
      .toSorted((a, b) => Math.abs(b.delta) - Math.abs(a.delta))
      .slice(0, maxCosts)
      .map(({ project, address, before, after }) => ({ project, address, before, after })),
    inputs: { ...review.inputs, configuration },
  };
}

/** New ones first: they are what is asked about. */
function byGravity(findings: ReadonlyArray<Finding>): ReadonlyArray<Finding> {
  return [...findings.filter(({ status }) => status === "new"), ...findings.filter(({ status }) => status !== "new")];
}

/** As a policy would have written it: what can be pasted follows an empty line. */
function recordedRemedy(remediation: string): string {
  const [said = "", ...lines] = plainRemedy(remediation);
  return lines.length === 0 ? said : [said, "", ...lines].join("\n");
}

function recordFinding(finding: Finding): RecordedFinding {
  const { policy, severity, enforcement, status, fingerprint, project, address, path, line } = finding;
  const [edit] = finding.fix?.edits ?? [];
  return {
    ...{ policy, severity, enforcement, status, fingerprint, project, address, path, line },
    title: plain(finding.title),
    message: plain(finding.message),
    remediation: recordedRemedy(finding.remediation),
    fix: edit === undefined || edit.new.length > 4000 ? null : edit.new,
  };
}
