import { readStorePlace } from "../server-settings.ts";
import { explainCheck } from "../server-administration.ts";
import { UsageError } from "../model/failure.ts";
import { plain } from "../report/text.ts";

/** `tollgate explain`: who was told what about a check run's commit, and on which inputs. */
export async function printExplanation(id: string, format: "terminal" | "json"): Promise<void> {
  const checkRun = /^[1-9]\d{0,15}$/.test(id) ? Number(id) : null;
  if (checkRun === null) throw new UsageError(`${id} is no check run; its address ends in the number, /runs/<number>`);
  const { entries, altered } = await explainCheck(readStorePlace(process.env), checkRun);
  if (entries.length === 0) throw new UsageError(`nothing is recorded of the check run ${id}; is it one of this App?`);
  if (format === "json") {
    process.stdout.write(`${JSON.stringify({ entries, altered }, null, 2)}\n`);
    return;
  }
  const lines = entries.map(({ at, kind, number, head_sha, facts, hash }) => {
    const where = number === null ? "merge group" : `#${number}`;
    return [
      `${at} ${kind} ${where} ${head_sha.slice(0, 12)} (entry ${hash.slice(0, 12)})`,
      ...shown.flatMap((key) => (facts[key] === undefined ? [] : [`  ${key}: ${plain(textOf(facts[key]), 500)}`])),
    ].join("\n");
  });
  const warning =
    altered === null ? "" : `\nThe log was altered: entry ${altered} does not follow from the one before.\n`;
  process.stdout.write(`${lines.join("\n")}\n${warning}`);
}

/** Facts in the order in which they are read; JSON has the rest. */
const shown = [
  "actor",
  "line",
  "why",
  "conclusion",
  "reasons",
  "consents",
  "policy",
  "until",
  "reason",
  "members",
  "inputs",
];

function textOf(value: unknown): string {
  return typeof value === "string"
    ? value
    : Array.isArray(value)
      ? value.map(textOf).join("; ")
      : JSON.stringify(value);
}
