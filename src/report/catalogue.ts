import type { Review } from "../model/review.ts";

/**
 * Where the catalogue explains a policy; null where the configuration names none. `policies.catalogue` is the address of
 * what `tollgate policy doc` wrote: of its folder of Markdown pages, or of its one HTML page.
 */
export function policyUrl({ settings }: Pick<Review, "settings">, policy: string): string | null {
  const base = settings?.policies.catalogue ?? null;
  if (base === null) return null;
  const steps = policy.split(".").map((step) => encodeURIComponent(step.toWellFormed()));
  return base.endsWith(".html") ? `${base}#${steps.join(".")}` : `${base.replace(/\/+$/, "")}/${steps.join("/")}.md`;
}
