import { sum } from "../model/amounts.ts";
import type { CostChoice, ResourceEstimate } from "../model/estimate.ts";
import { compareText } from "../model/text.ts";
import { choiceText } from "./cost-words.ts";

/** A cheaper equal of one or several resources: those of a `count` most often have the same one. */
export interface SharedChoice {
  /** Addresses in the order of the resources. */
  readonly addresses: ReadonlyArray<string>;
  readonly text: string;
}

/** How many addresses a line names. */
const named = 3;

/** The choices of resources, those that say the same as one; what saves most together comes first. */
export function sharedChoices(
  resources: ReadonlyArray<Pick<ResourceEstimate, "address" | "choices">>,
): ReadonlyArray<SharedChoice> {
  const all = resources.flatMap(({ address, choices = [] }) => choices.map((choice) => ({ address, choice })));
  return [...Map.groupBy(all, ({ choice }) => choiceText(choice)).values()]
    .map((alike) => shared(alike))
    .toSorted((a, b) => b.saving - a.saving || compareText(a.addresses.join(), b.addresses.join()));
}

/** `a, b, c and 4 more`, each address as the format writes it. */
export function addressList(addresses: ReadonlyArray<string>, show: (address: string) => string): string {
  const more = addresses.length - named;
  return `${addresses
    .slice(0, named)
    .map((address) => show(address))
    .join(", ")}${more > 0 ? ` and ${more} more` : ""}`;
}

function shared(
  alike: ReadonlyArray<{ readonly address: string; readonly choice: CostChoice }>,
): SharedChoice & { readonly saving: number } {
  const addresses = alike.map(({ address }) => address);
  const saving = sum(alike.map(({ choice }) => choice.saving));
  return { addresses, saving, text: alike[0] === undefined ? "" : choiceText(alike[0].choice, alike.length) };
}
