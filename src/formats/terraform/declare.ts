import type { Problem } from "../../model/problem.ts";
import type { Project, ProjectSide } from "../../model/project.ts";
import type { Declaration } from "../../model/resource.ts";
import type { EngineDeclaration, EngineProblem, EvaluatedRoot } from "./engine-answer.ts";
import { withProviderFacts } from "./provider-facts-apply.ts";

/** One evaluated side in the model's words. */
export function declareSide(project: Project, root: EvaluatedRoot, base: EvaluatedRoot | null): ProjectSide {
  const before = new Set(base?.declarations.map(({ address }) => address));
  const after = new Set(root.declarations.map(({ address }) => address));
  return {
    project,
    declarations: root.declarations.map((declared) => declare(declared, before, after)),
    blocks: root.blocks.map((block) => declare(block, new Set(), new Set())),
    reads: root.reads,
    unavailable: root.unavailable,
    protected: root.protected,
    broken: root.broken,
  };
}

/** A former address counts when the base has it and the head does not, and the base lacks the new one. */
function declare(declared: EngineDeclaration, before: ReadonlySet<string>, after: ReadonlySet<string>): Declaration {
  const {
    moved_from: former,
    expressions,
    sketches,
    lifecycle,
    line_paths: paths,
    ...shared
  } = withProviderFacts(declared);
  const shown = withoutSecrets(sketches, shared.sensitive);
  const from = before.has(declared.address)
    ? undefined
    : former.find((address) => before.has(address) && !after.has(address));
  return {
    ...shared,
    format: "terraform",
    namespace: null,
    ...(Object.keys(paths).length === 0 ? {} : { line_paths: paths }),
    ...(Object.keys(expressions).length === 0 ? {} : { expressions }),
    ...(Object.keys(shown).length === 0 ? {} : { sketches: shown }),
    ...(lifecycle === null ? {} : { lifecycle }),
    ...(from === undefined ? {} : { moved_from: from }),
    ...(former.length === 0 ? {} : { formerly: former }),
  };
}

/** What is known of a secret is a part of it. */
function withoutSecrets(
  sketches: Readonly<Record<string, string>>,
  sensitive: Declaration["sensitive"],
): Readonly<Record<string, string>> {
  if (sensitive.length === 0) return sketches;
  const secret = sensitive.map((path) => path.map((step) => `/${String(step)}`).join(""));
  return Object.fromEntries(
    Object.entries(sketches).filter(([pointer]) => !secret.some((at) => `${pointer}/`.startsWith(`${at}/`))),
  );
}

/**
 * What the base declares in a file that is broken at the head, or in a module that the head cannot have, is not
 * deleted: nobody knows.
 */
export function withoutHidden(base: ProjectSide, head: EvaluatedRoot): ProjectSide {
  if (head.broken.length === 0 && head.unavailable.length === 0) return base;
  const declared = new Set(head.declarations.map(({ address }) => address));
  const broken = new Set(head.broken);
  const isHidden = ({ address, location, called_from }: Declaration): boolean =>
    broken.has(location.path) ||
    called_from.some(({ path }) => broken.has(path)) ||
    head.unavailable.some(
      (module) => module === "*" || address.startsWith(`${module}.`) || address.startsWith(`${module}[`),
    );
  return {
    ...base,
    declarations: base.declarations.filter(
      (declaration) => declared.has(declaration.address) || !isHidden(declaration),
    ),
    blocks: (base.blocks ?? []).filter((block) => !isHidden(block)),
  };
}

/** A problem of the engine in the model's words. */
export function nameProblem(project: Project, problem: EngineProblem): Problem {
  const { digest, ...shared } = problem;
  return { ...shared, project: project.name, ...(digest === null ? {} : { digest }) };
}
