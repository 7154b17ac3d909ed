import { isDay } from "../model/waiver.ts";

/** What somebody asks for in a comment or with a button. */
export type Command =
  | { readonly kind: "help" | "review" | "approve" | "cost" | "fix" }
  | { readonly kind: "explain"; readonly policy: string }
  | {
      readonly kind: "waive";
      readonly policy: string;
      /** Address of one resource; null for every finding of the policy. */
      readonly address: string | null;
      /** Last day, `YYYY-MM-DD`. */
      readonly until: string;
      readonly reason: string;
    }
  /** A command that cannot be followed, and what was expected. */
  | { readonly kind: "wrong"; readonly message: string };

/** How a command begins; anything else is talk. */
const prefix = /^\/tollgate(?:\s+|$)/;

/** Longest line that is read as a command, characters. */
const maxLine = 1000;

const usage: Readonly<Record<string, string>> = {
  help: "`/tollgate help`",
  review: "`/tollgate review`: review again",
  explain: "`/tollgate explain <policy>`: what a policy wants, and what it found here",
  waive: "`/tollgate waive <policy> [resource] until <YYYY-MM-DD> because <reason>`: grant an exception",
  approve: "`/tollgate approve`: consent to this head, where the verdict asks for it",
  cost: "`/tollgate cost`: what each resource costs",
  fix: "`/tollgate fix`: how each finding can be mended",
};

/** What can be asked for, one line each, as Markdown. */
export const commandUsage: ReadonlyArray<string> = Object.values(usage);

/** The first line of a comment where it is a command; null where it is not. */
export function commandLine(body: string): string | null {
  const line = (body.split(/\r?\n/, 1)[0] ?? "").trimEnd();
  return prefix.test(line) && line.length <= maxLine ? line : null;
}

/** Reads a command line. */
export function parseCommand(line: string): Command {
  const words = line.replace(prefix, "").trim();
  const [verb = "", ...rest] = words.split(/\s+/);
  switch (verb) {
    case "":
    case "help":
      return { kind: "help" };
    case "review":
    case "approve":
    case "cost":
    case "fix":
      return rest.length === 0 ? { kind: verb } : wrong(`${verb} takes nothing behind it`, verb);
    case "explain": {
      const [policy, more] = rest;
      return policy === undefined || more !== undefined
        ? wrong("explain takes the id of one policy", verb)
        : { kind: "explain", policy: unquoted(policy) };
    }
    case "waive":
      return parseWaive(words);
    default:
      return wrong("there is no such command", null);
  }
}

function parseWaive(words: string): Command {
  const until = / until (?<until>\S+)/.exec(words);
  const because = words.indexOf(" because ");
  if (until === null) return wrong("a waiver needs an end", "waive");
  if (because < 0 || because < until.index) return wrong("a waiver needs a reason behind its end", "waive");
  const day = until.groups?.["until"] ?? "";
  if (!isDay(day)) return wrong(`${JSON.stringify(day)} is no day; expected YYYY-MM-DD`, "waive");
  const reason = words.slice(because + " because ".length).trim();
  const [policy = "", ...address] = words.slice("waive".length, until.index).trim().split(/\s+/).map(unquoted);
  if (reason === "") return wrong("a waiver needs a reason", "waive");
  if (policy === "" || /[*?]/.test(policy)) return wrong("a waiver names one policy, without wildcards", "waive");
  if (words.slice(until.index + until[0].length, because).trim() !== "") {
    return wrong("nothing stands between the end and `because`", "waive");
  }
  return { kind: "waive", policy, address: address.length === 0 ? null : address.join(" "), until: day, reason };
}

/** Ids and addresses may be given as code. */
function unquoted(word: string): string {
  return word.replace(/^`+|`+$/g, "");
}

function wrong(message: string, verb: string | null): Command {
  const expected = verb === null ? commandUsage.join("; ") : (usage[verb] ?? "");
  return { kind: "wrong", message: `${message}. Expected ${expected}` };
}
