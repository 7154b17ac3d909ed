/** The one place that wires the stages into a review; who is outside of it comes in here. */
export { addReasons, liftApprovals, wantedConsents } from "./verdict/conclude.ts";
export { judgesBranch } from "./config/gated-branch.ts";
export { organisationPolicies } from "./config/settings.ts";
export type { OrganisationFile } from "./config/settings.ts";
export type { GivenPlan } from "./formats/plan/given-plan.ts";
export { attributesSchema } from "./formats/terraform/attributes-schema.ts";
export { isListedType } from "./formats/terraform/provider-facts.ts";
export type { PolicyContext } from "./policy/policy-input.ts";
export { checkPolicyChange, type PolicyChangeRequest } from "./review/check-policies.ts";
export { costs, type CostReport } from "./review/costs.ts";
export { drift, type DriftRequest } from "./review/drift.ts";
export type { TrialTarget, TrialTargets } from "./review/impact.ts";
export { inputs, type InputReport } from "./review/inputs.ts";
export { reviewWithFixes, type MendedReview, type MendOptions } from "./review/mend.ts";
export { openLastingTools, openReviewTools, reviewOf, type ReviewRequest, type ReviewTools } from "./review/request.ts";
export { review } from "./review/review.ts";
export { warmUp } from "./review/warm-up.ts";
