/** Where an unknown region counts, by provider. */
const homes: Readonly<Record<string, string>> = { aws: "us-east-1", azurerm: "eastus", google: "us-central1" };

/** Regions whose price stands in where a region has none, in this order. */
const neighbours: Readonly<Record<string, ReadonlyArray<string>>> = {
  aws: ["us-east-1", "us-east-2", "us-west-2", "eu-west-1", "eu-west-2"],
  azurerm: ["eastus", "eastus2", "westus", "westus2", "centralus", "westeurope", "northeurope", "Zone 1"],
  google: ["us-central1", "us-east1", "us", "europe-west1"],
};

/** The same for Europe, where Azure and Google price alike. */
const european: Readonly<Record<string, ReadonlyArray<string>>> = {
  azurerm: ["westeurope", "northeurope"],
  google: ["europe-west1", "europe-west3", "europe-north1", "europe", "eu"],
};

const inEurope: Readonly<Record<string, RegExp>> = {
  azurerm: /^(?:west|north)europe$|^(?:uk|france|germany|norway|sweden|switzerland|poland|italy|spain|austria|belgium)/,
  google: /^(?:europe|eu$)/,
};

/** Places that are no region and have prices: Google's continents, and what is everywhere. */
const wide: Readonly<Record<string, ReadonlyArray<string>>> = {
  azurerm: ["global"],
  google: ["global", "us", "eu", "europe", "asia"],
};

/** The region that counts where none is known. */
export function homeOf(provider: string): string {
  return homes[provider] ?? "us-east-1";
}

/** Regions whose price may stand in for another's, the nearest first. */
export function neighboursOf(provider: string, region: string): ReadonlyArray<string> {
  const near = inEurope[provider]?.test(region) === true ? (european[provider] ?? []) : [];
  return [...near, ...(neighbours[provider] ?? [])];
}

/** Whether a name is a place of several regions, such as `us` or `global`. */
export function isWide(provider: string, region: string): boolean {
  return wide[provider]?.includes(region) === true;
}
