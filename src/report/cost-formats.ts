/** What `tollgate cost --format` accepts. Apart from the renderers, so that `--help` loads none of them. */
export const costFormats = ["terminal", "json", "markdown", "csv", "focus"] as const;

/** One of the formats of a cost report. */
export type CostFormat = (typeof costFormats)[number];
