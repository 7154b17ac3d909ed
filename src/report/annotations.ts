import { isCostPolicyId } from "../model/finding.ts";
import type { Annotation } from "../model/report.ts";
import type { Review } from "../model/review.ts";
import { groupFindings, repetitions, type FindingGroup } from "./findings.ts";
import { groupProblems } from "./problems.ts";
import { plainRemedy } from "./remedy.ts";
import { clip, plain } from "./text.ts";

/** GitHub's limits for one annotation. */
const maxTitle = 255;
const maxMessage = 60_000;

/** More annotations than a person reads; the summary says how many there are. */
export const maxAnnotations = 1000;

/** Lines that are told the same; the summary names more. */
const samePlaces = 10;

/** Annotations of one check, the worst first: gating problems (of `tollgate/policy`), then new findings. */
export function annotate(review: Review, part: "policy" | "cost"): ReadonlyArray<Annotation> {
  const findings = groupFindings(review, "new")
    .filter((group) => isCostPolicyId(group.first.policy) === (part === "cost"))
    .filter(({ place }) => place === null || !review.outside.includes(place.path)) // as those of problems below
    .map(annotateFinding)
    .filter((annotation) => annotation !== null);
  return [...(part === "policy" ? annotateProblems(review) : []), ...findings].slice(0, maxAnnotations);
}

function annotateProblems(review: Review): ReadonlyArray<Annotation> {
  const shown = review.problems.filter(({ gates, path }) => gates && !review.outside.includes(path)); // GitHub refuses others
  return groupProblems(shown)
    .flatMap(({ first, others }) => [first, ...others].slice(0, samePlaces))
    .map((problem) => ({
      path: problem.path,
      start_line: problem.line ?? 1,
      end_line: problem.line ?? 1,
      level: "failure",
      title: "Not analysed",
      message: clip(plain(problem.message), maxMessage),
    }));
}

function annotateFinding(group: FindingGroup): Annotation | null {
  if (group.place === null) return null;
  const { first } = group;
  const others = repetitions(group);
  const lines = [
    plain(first.message),
    ...plainRemedy(first.remediation).map((line, index) => (index === 0 ? `Remedy: ${line}` : line)),
    ...(others.length === 0
      ? []
      : [
          `In ${others.length} places: ${others
            .slice(0, 20)
            .map((text) => plain(text))
            .join(", ")}`,
        ]),
    `[${first.policy}]`,
  ];
  return {
    path: group.place.path,
    start_line: group.place.line,
    end_line: group.place.end_line,
    level: first.enforcement === "deny" ? "failure" : first.severity === "info" ? "notice" : "warning",
    title: clip(`${first.severity}: ${plain(first.title)}`, maxTitle),
    message: clip(lines.join("\n"), maxMessage),
  };
}
