/** What `--format` accepts. Apart from the renderers, so that `--help` loads none of them. */
export const reportFormats = [
  "terminal",
  "json",
  "markdown",
  "sarif",
  "junit",
  "github",
  "html",
  "csv",
  "focus",
] as const;

/** One of the report formats. */
export type ReportFormat = (typeof reportFormats)[number];

/** Whether a word names a report format. */
export function isReportFormat(text: string): text is ReportFormat {
  return reportFormats.some((format) => format === text);
}
