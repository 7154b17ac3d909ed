import { coverageOf, type CatalogueEntry } from "../policy/authoring/catalogue.ts";
import { escapeXml } from "../report/xml.ts";

const style = `body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#1f2328;background:#fff}
table{border-collapse:collapse}td,th{border-bottom:1px solid #d1d9e0;padding:.3rem .6rem;text-align:left;vertical-align:top}
pre{background:#f6f8fa;padding:.8rem;overflow:auto}code{font:.9em ui-monospace,monospace}
@media(prefers-color-scheme:dark){body{color:#e6edf3;background:#0d1117}td,th{border-color:#30363d}pre{background:#161b22}}`;

/** The catalogue as one page without scripts; each policy is at the anchor of its id. */
export function catalogueHtml(entries: ReadonlyArray<CatalogueEntry>): string {
  return `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Policies</title><style>${style}</style></head>
<body>
<h1>Policies</h1>
<ul>
${entries.map(({ id, title, severity }) => `<li>${link(id)} ${escapeXml(title)} (${severity})</li>`).join("\n")}
</ul>
<h2>By framework</h2>
${coverageOf(entries).map(frameworkTable).join("\n")}
${entries.map(section).join("\n")}
</body>
</html>
`;
}

function frameworkTable({ framework, controls }: ReturnType<typeof coverageOf>[number]): string {
  const rows = controls.map(
    ({ control, policies }) => `<tr><td>${escapeXml(control)}</td><td>${policies.map(link).join(", ")}</td></tr>`,
  );
  return `<h3>${escapeXml(framework)}</h3>\n<table>\n${rows.join("\n")}\n</table>`;
}

function section(entry: CatalogueEntry): string {
  const { id, title, description, severity, remediation, related, examples, mends } = entry;
  const shown = examples.map(
    ({ kind, text }) =>
      `<h3>${kind === "bad" ? "Wrong" : "Right"}</h3>\n<pre><code>${escapeXml(text.trimEnd())}</code></pre>`,
  );
  const links = related
    .filter(({ ref }) => /^https?:\/\//.test(ref))
    .map(
      ({ ref, description: text }) => `<li><a href="${escapeXml(ref)}">${escapeXml(text === "" ? ref : text)}</a></li>`,
    );
  return [
    `<h2 id="${escapeXml(id)}">${escapeXml(title)}</h2>`,
    `<p><code>${escapeXml(id)}</code> · severity ${severity}</p>`,
    `<p>${escapeXml(description)}</p>`,
    ...shown,
    ...(remediation === "" ? [] : [`<h3>What to do</h3>\n<p>${escapeXml(remediation)}</p>`]),
    ...(mends ? [`<p>Where it can, <code>tollgate fix --policy ${escapeXml(id)}</code> makes the edit.</p>`] : []),
    ...(links.length === 0 ? [] : [`<ul>\n${links.join("\n")}\n</ul>`]),
  ].join("\n");
}

function link(id: string): string {
  return `<a href="#${escapeXml(id)}"><code>${escapeXml(id)}</code></a>`;
}
