import type { Problem } from "../../model/problem.ts";
import { count } from "../../model/text.ts";
import { readMetadata, type DescribedPolicy } from "../metadata.ts";
import type { Policy } from "../policy.ts";
import type { Constraint } from "./foreign.ts";
import { constraintPolicies, foreignPolicies } from "./foreign-policies.ts";
import { foreignInputs, statedInputs } from "./input-kind.ts";

/** The policies of a compilation, and what is wrong with their METADATA. */
export interface ReadPolicies {
  readonly policies: ReadonlyArray<Policy>;
  readonly problems: ReadonlyArray<Problem>;
  readonly notes: ReadonlyArray<string>;
}

const templatePackage = /^gatekeeper\.(?:\["(?<quoted>[^"]+)"\]|(?<plain>[^.[]+))/;

/** Turns packages into policies: our own one for one, those for other tools by rule or by constraint. */
export function readPolicies(
  described: ReadonlyArray<DescribedPolicy>,
  constraints: ReadonlyArray<Constraint>,
  isTemplate: (file: string) => boolean,
): ReadPolicies {
  const read = described.map((one) => (isTemplate(one.file) ? ofTemplate(one, constraints) : ofPackage(one)));
  return {
    policies: read.flatMap(({ policies }) => policies),
    problems: read.flatMap(({ problems }) => problems),
    notes: read.flatMap(({ notes }) => notes),
  };
}

function ofTemplate(described: DescribedPolicy, constraints: ReadonlyArray<Constraint>): ReadPolicies {
  const groups = templatePackage.exec(described.package)?.groups;
  const kind = groups?.["quoted"] ?? groups?.["plain"] ?? "";
  const own = constraints.filter((constraint) => constraint.kind === kind);
  const note = `the template ${kind} has no constraint and checks nothing (${sourceFile(described.file)})`;
  return { policies: constraintPolicies(described, own), problems: [], notes: own.length === 0 ? [note] : [] };
}

function ofPackage(described: DescribedPolicy): ReadPolicies {
  const stated = described.annotations.custom["input"];
  if (stated !== undefined && !(typeof stated === "string" && statedInputs.includes(stated))) {
    const message = `custom.input is ${JSON.stringify(stated)}, expected one of ${statedInputs.join(", ")}`;
    return broken(described, message);
  }
  const inputs = foreignInputs(described);
  if (inputs.length > 0) {
    const policies = inputs.flatMap((input) => foreignPolicies(described, input));
    return { policies, problems: [], notes: parameterNotes(described) };
  }
  const read = readMetadata(described);
  return read.ok ? { policies: [read.policy], problems: [], notes: [] } : broken(described, read.message);
}

function broken({ package: name, file, row }: DescribedPolicy, message: string): ReadPolicies {
  const text = message.startsWith("METADATA") ? message : `METADATA of ${name}: ${message}`;
  const path = sourceFile(file);
  return { policies: [], problems: [{ path, line: row, message: text, project: null, hides: [path] }], notes: [] };
}

/** A policy of Gatekeeper without its template waits for parameters that nobody gives. */
function parameterNotes({ package: name, file, reads }: DescribedPolicy): ReadonlyArray<string> {
  const asked = new Set(reads.filter((read) => read.startsWith("parameters.")));
  return asked.size === 0 || !reads.some((read) => read.startsWith("review"))
    ? []
    : [
        `the policy ${name} (${file}) reads ${count(asked.size, "parameter")} that only a Gatekeeper constraint gives; ` +
          "add its ConstraintTemplate and a constraint",
      ];
}

/** Sources inside one file are told apart by a number after it. */
export function sourceFile(path: string): string {
  return path.replace(/#\d+$/, "");
}
