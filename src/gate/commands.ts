import type { AppParts } from "../app/parts.ts";
import { commandUsage, parseCommand, type Command } from "../github/command.ts";
import { answerComment } from "../github/comment.ts";
import { isAuthor, readRole } from "../github/people.ts";
import { readOpen } from "../github/pulls.ts";
import { react, type Reaction } from "../github/reaction.ts";
import type { ReviewRecord } from "../model/record.ts";
import { daysLater } from "../model/waiver.ts";
import { renderAnswer, renderCosts, renderExplanation, renderFixes, renderHelp } from "../report/answer.ts";
import { appendAudit } from "../store/audit.ts";
import { enqueueAgain, enqueueReview, lockRepository } from "../store/enqueue-review.ts";
import { enqueueCommand } from "../store/gate.ts";
import { grantApproval, grantWaivers, saveAnswer } from "../store/grants.ts";
import { readPullRequest, type StoredPullRequest } from "../store/pull-requests.ts";
import type { QueuedWork } from "../store/queued-work.ts";
import { authorsOf, consentOf } from "./consents.ts";
import { lastRecord } from "./last-record.ts";

type CommandWork = Extract<QueuedWork, { kind: "command" }>;
type GateParts = Pick<AppParts, "store" | "github" | "clock" | "log">;

/** How a command went. */
interface Outcome {
  readonly reaction: Reaction;
  /** Markdown for the sticky comment; null where the reaction says enough. */
  readonly answer: string | null;
  /** Whether the pull request is reviewed again. */
  readonly again: boolean;
}

/** Roles that may ask questions; whoever opened the pull request may, too. */
const asking = new Set(["triage", "write", "maintain", "admin"]);

/** Follows a command of a comment or a button. Who may do it is asked now, not when it was written. */
export async function performCommand(parts: GateParts, work: CommandWork): Promise<void> {
  const row = await readPullRequest(parts.store.db, work.pull_request_id);
  if (row?.state !== "open") return;
  const client = parts.github.repository(row);
  const record = await lastRecord(parts.store.db, row);
  const command = parseCommand(work.line);
  const outcome = await follow(parts, { work, row, record }, command);
  parts.log.info({ command: command.kind, actor: work.actor, reaction: outcome.reaction }, "command followed");
  if (outcome.answer !== null) {
    await saveAnswer(parts.store.db, row.id, renderAnswer(work.actor, work.line, outcome.answer));
  }
  if (work.comment_id !== null) await react(client, work.comment_id, outcome.reaction);
  const isShown =
    outcome.answer === null ||
    outcome.again ||
    (row.comment_id !== null &&
      (await answerComment(client, row.comment_id, renderAnswer(work.actor, work.line, outcome.answer))));
  if (outcome.again || !isShown) await reviewAgain(parts, row.id);
}

/** A command on a pull request that the store does not know: its review comes first, and the command after it. */
export async function adoptPullRequest(
  { store, github }: GateParts,
  work: Extract<QueuedWork, { kind: "adopt" }>,
): Promise<void> {
  const facts = await readOpen(github.repository(work), work.number);
  if (facts === null) return;
  await store.db.transaction().execute(async (transaction) => {
    await lockRepository(transaction, work.repository_id);
    await enqueueReview(store, transaction, facts, "asked");
    await enqueueCommand(store, transaction, { ...work, kind: "command" });
  });
  store.queue.wake();
}

interface Asked {
  readonly work: CommandWork;
  readonly row: StoredPullRequest;
  /** The newest review of the head; null before the first. */
  readonly record: ReviewRecord | null;
}

async function follow(parts: GateParts, asked: Asked, command: Command): Promise<Outcome> {
  if (!(await mayAsk(parts, asked))) {
    await audit(parts, asked, "refusal", { command: command.kind, why: "no role in the repository" });
    return { reaction: "-1", answer: null, again: false };
  }
  switch (command.kind) {
    case "help":
      return said(renderHelp(commandUsage));
    case "wrong":
      return { reaction: "confused", answer: command.message, again: false };
    case "explain":
      return said(renderExplanation(command.policy, asked.record));
    case "cost":
      return said(renderCosts(asked.record));
    case "fix":
      return said(renderFixes(asked.record));
    case "review":
      return { reaction: "+1", answer: null, again: true };
    case "approve":
      return await approve(parts, asked);
    case "waive":
      return await waive(parts, asked, command);
  }
}

function said(answer: string): Outcome {
  return { reaction: "+1", answer, again: false };
}

async function mayAsk({ github }: GateParts, { work, row }: Asked): Promise<boolean> {
  const details: unknown = JSON.parse(row.details);
  const opener = typeof details === "object" && details !== null && "author" in details ? details.author : null;
  return opener === work.actor || asking.has(await readRole(github.repository(row), work.actor));
}

/** Why somebody may not let this change pass; null where nothing is in the way but the role. */
async function isHand(parts: GateParts, { row, work }: Asked): Promise<boolean> {
  return await isAuthor(parts.github.repository(row), await authorsOf(parts, row), work.actor);
}

async function refuse(parts: GateParts, asked: Asked, command: string, why: string): Promise<Outcome> {
  await audit(parts, asked, "refusal", { command, why });
  return { reaction: "-1", answer: `Refused: ${why}.`, again: false };
}

async function approve(parts: GateParts, asked: Asked): Promise<Outcome> {
  const { row, work, record } = asked;
  if (work.head_sha !== row.head_sha) return refuse(parts, asked, "approve", "the head has changed since; look again");
  if (record === null || record.wanted_consents.length === 0) {
    return refuse(parts, asked, "approve", "the verdict on this head does not ask for consent");
  }
  if (await isHand(parts, asked)) return refuse(parts, asked, "approve", "authors of a change cannot approve it");
  const teams = record.wanted_consents.filter((team) => team !== null);
  const { mayWaive, teams: member } = await consentOf(parts, row, work.actor, { rules: record.waivers, teams });
  const isAsked = member.length > 0 || (mayWaive && record.wanted_consents.includes(null));
  if (!isAsked) {
    const who = record.wanted_consents.map((team) => team ?? grantors(record)).join("; ");
    return refuse(parts, asked, "approve", `consent is asked of ${who}`);
  }
  const { source, actor } = work;
  await grantApproval(parts.store.db, { source, pull_request_id: row.id, head_sha: row.head_sha, login: actor });
  await audit(parts, asked, "approval", { wanted: record.wanted_consents });
  return { reaction: "+1", answer: null, again: true };
}

function grantors({ waivers: { roles, teams } }: ReviewRecord): string {
  return [...roles.map((role) => `the role ${role}`), ...teams.map((team) => `the team ${team}`)].join(", ");
}

async function waive(parts: GateParts, asked: Asked, command: Extract<Command, { kind: "waive" }>): Promise<Outcome> {
  const { row, work, record } = asked;
  const { policy, address, until, reason } = command;
  const clock = parts.clock();
  if (record === null) return refuse(parts, asked, "waive", "this head has not been reviewed yet; ask again then");
  if (until < daysLater(clock, 0)) return refuse(parts, asked, "waive", `${until} is in the past`);
  const { max_days } = record.waivers;
  if (max_days !== null && until > daysLater(clock, max_days)) {
    return refuse(parts, asked, "waive", `a waiver may end on ${daysLater(clock, max_days)} at the latest`);
  }
  if (await isHand(parts, asked)) return refuse(parts, asked, "waive", "authors of a change cannot waive its findings");
  const { mayWaive } = await consentOf(parts, row, work.actor, { rules: record.waivers, teams: [] });
  if (!mayWaive) return refuse(parts, asked, "waive", `waivers are granted by ${grantors(record)}`);
  const findings = record.findings.filter(
    (finding) =>
      finding.policy === policy && finding.status === "new" && (address === null || finding.address === address),
  );
  if (findings.length === 0) {
    return refuse(parts, asked, "waive", "there is no new finding of that policy on that resource");
  }
  const granted = findings.map(({ fingerprint }) => ({ policy, fingerprint, reason, granted_by: work.actor, until }));
  await grantWaivers(parts.store.db, row.id, work.source, granted);
  const fingerprints = granted.map(({ fingerprint }) => fingerprint);
  await audit(parts, asked, "waiver", { policy, address, until, reason, fingerprints });
  return { reaction: "+1", answer: null, again: true };
}

async function audit(
  { store }: GateParts,
  { work, row }: Asked,
  kind: "waiver" | "approval" | "refusal",
  facts: Readonly<Record<string, unknown>>,
): Promise<void> {
  const { repository_id, number, head_sha } = row;
  const { actor, source, line } = work;
  await appendAudit(store, { repository_id, kind, number, head_sha, facts: { actor, source, line, ...facts } });
}

async function reviewAgain({ store }: GateParts, id: number): Promise<void> {
  await store.db.transaction().execute((transaction) => enqueueAgain(store, transaction, id));
  store.queue.wake();
}
