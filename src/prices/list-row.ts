/** One price of a provider's public list, whoever's list it is. */
export interface ListRow {
  /** Region that the price holds in; `global` where it holds everywhere. */
  readonly region: string;
  readonly family: string;
  /** By name without anything but letters and digits, in lower case: JSON and CSV spell names differently. */
  readonly attributes: ReadonlyMap<string, string>;
  /** What one is of, as the list says, e.g. `Hrs`, `100 GB/Month`, `GiBy.mo`. */
  readonly unit: string;
  /** Decimal text, never negative. */
  readonly usd: string;
  /** First unit that the price is for; the units of the list. */
  readonly start: string;
  /** Last unit, `Inf` where there is none. */
  readonly end: string;
  /** `on_demand`, `reserved`, `spot` or the list's own word in lower case. */
  readonly purchase: string;
  /** Years of a reservation, how it is paid and its class, as the list says; empty for others. */
  readonly term: { readonly length: string; readonly option: string; readonly offering: string };
  readonly description: string;
}

/** An attribute's name as rows have it: `Volume API Name` and `volumeApiName` are `volumeapiname`. */
export function attributeKey(name: string): string {
  return name.replaceAll(/[^A-Za-z0-9]/g, "").toLowerCase();
}

/** The attribute, by its name as rows have it; empty where there is none. */
export function attribute(row: ListRow, key: string): string {
  return row.attributes.get(key) ?? "";
}

/** No term: what most prices have. */
export const noTerm: ListRow["term"] = { length: "", option: "", offering: "" };
