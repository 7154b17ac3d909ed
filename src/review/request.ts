import type { LoadedSettings, OrganisationFile } from "../config/settings.ts";
import { chosenPriceBook } from "../cost/book-folders.ts";
import type { UsageText } from "../cost/load-usage.ts";
import type { PriceBook } from "../cost/price-book.ts";
import type { EngineHost } from "../engines/engines.ts";
import type { KeptAnswers } from "../engines/kept-answers.ts";
import { openEngines } from "../engines/open-engines.ts";
import { rememberAnswers } from "../engines/remembered-answers.ts";
import type { GivenPlan } from "../formats/plan/given-plan.ts";
import type { AttachedPlans } from "../model/attached-plan.ts";
import type { ChangeSet } from "../model/change-set.ts";
import type { ModuleSource } from "../model/module-source.ts";
import type { FetchPolicies } from "../model/policy-source.ts";
import type { Settings } from "../model/settings.ts";
import type { Waiver } from "../model/waiver.ts";
import type { FoundPolicies } from "../policy/load-policies.ts";
import type { PolicyContext } from "../policy/policy-input.ts";
import { withKeptAnswers } from "../policy/kept-policy-answers.ts";
import { openPolicyRunner, type PolicyRunner } from "../policy/policy-runner.ts";

/** One change to review, and everything that decides what comes out. */
export interface ReviewRequest {
  /** Gives base and head. May throw SourceError or BaseMissingError. */
  readonly collect: () => Promise<ChangeSet>;
  /** Only projects at or below this directory; `.` for all. */
  readonly under: string;
  readonly context: PolicyContext;
  /** The time of the review: policies see it, waivers end by it. */
  readonly clock: Date;
  /** Instead of the gate tree's configuration. */
  readonly settings: LoadedSettings | null;
  /** The organisation's configuration, which lies over the repository's; null without one. */
  readonly organisation?: OrganisationFile | null;
  /** Exceptions that were granted elsewhere than in the gate tree. */
  readonly waivers?: ReadonlyArray<Waiver>;
  /** Whether a change of what gates is tried in a preview: never for a head that a stranger wrote. */
  readonly preview?: boolean;
  /** Whether the built-in pack counts, and what is added from the disk. */
  readonly policies: {
    readonly pack: boolean;
    readonly disk: ReadonlyArray<string>;
    /** Policies that were fetched for whoever asks, beside those of the disk. */
    readonly found?: ReadonlyArray<FoundPolicies>;
  };
  /** Gives the policies that the organisation's configuration names; without it they are not to be had. */
  readonly fetchPolicies?: FetchPolicies;
  /** Instead of the usage file that the configuration names. */
  readonly usage: UsageText | null;
  /** Plans that whoever asks vouches for: each is reviewed instead of the evaluation of its root. */
  readonly plans: ReadonlyArray<GivenPlan>;
  /** Plans that workflows made for the head: they add to the evaluation. */
  readonly attached?: AttachedPlans;
  /** Modules from outside of the tree; none where the head may have been written by anybody. */
  readonly modules?: ModuleSource | ((settings: Settings) => ModuleSource) | null;
}

/** What reviews of one process share. */
export interface ReviewTools {
  readonly engines: EngineHost;
  readonly runner: PolicyRunner;
  readonly book: PriceBook;
  /** A folder of the user for compiled policies, never one of a reviewed tree; null keeps nothing on disk. */
  readonly cacheDirectory: string | null;
}

/** A request that says nothing but where the change comes from. */
export function reviewOf(collect: () => Promise<ChangeSet>, clock: Date): ReviewRequest {
  const context = { repository: null, pull_request: null };
  const policies = { pack: true, disk: [] };
  return { collect, under: ".", context, clock, settings: null, policies, usage: null, plans: [] };
}

/**
 * Opens the tools, and closes them with the engines that were given. Nothing is started before it is needed. `answers`
 * are what policies were answered before; engines that are given were told of them. Closing saves them.
 */
export function openReviewTools(
  clock: Date,
  cacheDirectory: string | null,
  engines: EngineHost = openEngines({ clock }),
  answers: KeptAnswers | null = null,
): ReviewTools & { close: () => Promise<void> } {
  const asked = openPolicyRunner();
  const runner = answers === null ? asked : withKeptAnswers(asked, answers);
  const close = async (): Promise<void> => {
    await Promise.all([engines.close(), runner.close(), answers?.save()]);
  };
  return { engines, runner, book: chosenPriceBook(), cacheDirectory, close };
}

/** What a process that lives long remembers of engines and policies, bytes. */
const rememberedBytes = 64 * 2 ** 20;

/** The tools of a process that reviews again and again: what it was answered it does not ask once more. */
export function openLastingTools(
  clock: Date,
  cacheDirectory: string | null,
): ReviewTools & { close: () => Promise<void> } {
  const answers = rememberAnswers(rememberedBytes);
  return openReviewTools(clock, cacheDirectory, openEngines({ clock, answers }), answers);
}
