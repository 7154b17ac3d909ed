import { openCollector } from "./collect.ts";
import { listsOf, lookupsKey, regionsOf, type ListTask, type ProviderPlan, type UpdateRequest } from "./list-plan.ts";
import { PriceListError } from "./lookup.ts";
import {
  azureEndpoint,
  cataloguePage,
  catalogueServices,
  googleEndpoint,
  retailPage,
  retailUrl,
  type Page,
} from "./pages.ts";
import { openParts } from "./parts.ts";

/** Azure's retail prices, by service. */
export function planAzure(request: UpdateRequest): Promise<ProviderPlan> {
  const endpoint = request.endpoints["azurerm"] ?? azureEndpoint;
  const regions = request.regions === null ? null : regionsOf("azurerm", "vm", request);
  const tasks = listsOf("azurerm", request.lookups).map((list): ListTask => {
    const url = retailUrl(endpoint, list, regions);
    return pagedTask(
      { provider: "azurerm", list, name: `azurerm ${list}`, key: `${url} ${lookupsKey(request.lookups)}` },
      request,
      (next) => retailPage(next ?? url, endpoint, request.limits, request.clock),
    );
  });
  return Promise.resolve({ provider: "azurerm", date: dayOf(request.clock), tasks, skipped: [] });
}

/** Google's catalogue, by service. */
export async function planGoogle(request: UpdateRequest): Promise<ProviderPlan> {
  const endpoint = request.endpoints["google"] ?? googleEndpoint;
  const key = request.googleKey ?? "";
  const services = await catalogueServices(endpoint, key, request.limits);
  const lists = listsOf("google", request.lookups);
  const skipped = lists.filter((list) => !services.has(list)).map((list) => `google ${list}: no such service.`);
  const tasks = lists.flatMap((list) => {
    const service = services.get(list);
    if (service === undefined) return [];
    const id = `${endpoint} ${list} ${lookupsKey(request.lookups)}`;
    return pagedTask({ provider: "google", list, name: `google ${list}`, key: id }, request, (next) =>
      cataloguePage({ endpoint, key, service, token: next ?? "" }, request.limits),
    );
  });
  return { provider: "google", date: dayOf(request.clock), tasks, skipped };
}

/** Pages between two savings: one page is about a megabyte. */
const pagesBetween = 10;

/** A list of pages: after a break it goes on with the page that was not read. */
function pagedTask(
  named: Pick<ListTask, "provider" | "list" | "name" | "key">,
  request: UpdateRequest,
  page: (next: string | null) => Promise<Page>,
): ListTask {
  return {
    ...named,
    read: async (kept) => {
      const { provider, list } = named;
      const parts = await openParts(request.work, request.clock);
      const regions = request.regions === null ? null : new Set(request.regions);
      const collector = openCollector({ provider, list, regions, lookups: request.lookups }, kept);
      let next = kept?.next ?? null;
      const seen = new Set<string>();
      for (let number = 1; ; number++) {
        let found: Page;
        try {
          found = await page(next);
        } catch (error) {
          if (next !== null) await parts.keep(named.key, collector.part(next));
          throw error;
        }
        for (const row of found.rows) collector.take(row);
        next = found.next;
        if (next === null) return collector.part(null);
        if (seen.has(next)) throw new PriceListError(`The list leads back to a page that was read (${named.name}).`);
        seen.add(next);
        if (number % pagesBetween === 0) {
          await parts.keep(named.key, collector.part(next));
          request.progress(`${named.name}: ${number} pages`);
        }
      }
    },
  };
}

function dayOf(clock: Date): string {
  return clock.toISOString().slice(0, 10);
}
