import type { Review } from "../model/review.ts";
import { policyUrl } from "./catalogue.ts";
import { groupFindings, repetitions, type FindingGroup } from "./findings.ts";
import { groupProblems, otherPlaces } from "./problems.ts";
import { placeText } from "../model/text.ts";
import { htmlCost } from "./html-cost.ts";
import { mono, prose, table } from "./html-table.ts";
import { htmlRemedy } from "./remedy.ts";
import { headline, title } from "./title.ts";
import { escapeXml } from "./xml.ts";

const style = `body{font:16px/1.5 system-ui,sans-serif;max-width:70rem;margin:2rem auto;padding:0 1rem;color:#1f2328;background:#fff}
table{border-collapse:collapse;width:100%;margin:1rem 0}td,th{border-bottom:1px solid #d1d9e0;padding:.4rem .6rem;text-align:left;vertical-align:top}
td.n,th.n{text-align:right;font-variant-numeric:tabular-nums}code{font:.9em ui-monospace,monospace;overflow-wrap:break-word}.deny{font-weight:600;color:#b3261e}
@media(prefers-color-scheme:dark){body{color:#e6edf3;background:#0d1117}td,th{border-color:#30363d}.deny{color:#ff8a80}}`;

/** The review as one HTML page without scripts, links or images of others. */
export function renderHtml(review: Review): string {
  const heading = escapeXml(headline(review.verdict, review.mode));
  const body = [
    `<h1>${heading}</h1>`,
    ...notAnalysed(review),
    ...problems(review),
    ...findings(review),
    ...preview(review),
    ...htmlCost(review),
    ...notes(review),
  ];
  return `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${heading}</title><style>${style}</style></head>
<body>
${body.join("\n")}
</body>
</html>
`;
}

function notAnalysed(review: Review): ReadonlyArray<string> {
  if (review.not_analysed.length === 0) return [];
  return [
    `<h2>Not analysed</h2>`,
    table(
      ["Path", "Reason"],
      review.not_analysed.map((item) => [mono(item.path), escapeXml(item.reason)]),
    ),
  ];
}

function problems(review: Review): ReadonlyArray<string> {
  if (review.problems.length === 0) return [];
  const rows = groupProblems(review.problems).map((group) => [
    group.first.gates ? "gates" : "known on the base",
    mono(placeText(group.first)),
    escapeXml([group.first.message, otherPlaces(group)].filter((text) => text !== "").join(" ")),
  ]);
  return [`<h2>Problems</h2>`, table(["", "Place", "Message"], rows)];
}

/** What a change of what gates would say of itself. */
function preview({ preview: tried }: Review): ReadonlyArray<string> {
  if (tried === null) return [];
  const { paths, verdict, problems: wrong } = tried;
  const own =
    verdict === null
      ? "Its own version is not tried here."
      : `By its own version it ${escapeXml(title(verdict, "gate"))}`;
  const rows = wrong.map((item) => [mono(placeText(item)), escapeXml(item.message)]);
  return [
    "<h2>Preview</h2>",
    `<p>This change edits what gates (${paths.map((path) => mono(path)).join(", ")}). It is judged by the version of the base. ${own}</p>`,
    ...(rows.length === 0 ? [] : [table(["Place", "Message"], rows)]),
  ];
}

function findings(review: Review): ReadonlyArray<string> {
  return (["new", "existing", "waived", "fixed"] as const).flatMap((status) => {
    const groups = groupFindings(review, status);
    if (groups.length === 0) return [];
    return [
      `<h2>Findings: ${status}</h2>`,
      table(
        ["Severity", "Finding", "Where", "Policy"],
        groups.map((group) => findingCells(group, policyUrl(review, group.first.policy))),
      ),
    ];
  });
}

function findingCells(group: FindingGroup, catalogue: string | null): ReadonlyArray<string> {
  const { first, place } = group;
  const others = repetitions(group);
  const said = htmlRemedy(first.remediation, prose);
  const remedy = said === null ? "" : `<br>Remedy: ${said}`;
  const repeated = others.length === 0 ? "" : `<br>In ${others.length} places: ${others.map(mono).join(", ")}`;
  return [
    `<span class="${first.enforcement}">${first.severity}</span>`,
    `<strong>${escapeXml(first.title)}</strong><br>${escapeXml(first.message)}${remedy}${repeated}`,
    mono(place === null ? first.project : placeText(place)),
    catalogue === null ? mono(first.policy) : `<a href="${escapeXml(catalogue)}">${mono(first.policy)}</a>`,
  ];
}

function notes(review: Review): ReadonlyArray<string> {
  return review.notes.map((note) => `<p><small>${escapeXml(note)}</small></p>`);
}
