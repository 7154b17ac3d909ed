import type { Problem } from "../../model/problem.ts";
import type { ProjectSide } from "../../model/project.ts";
import type { Declaration, Location } from "../../model/resource.ts";
import type { FormatResult } from "../format.ts";

type RealPlaces = ReadonlyMap<string, string>;

/** What was read through symbolic links is shown where it is: there people change it, and there it differs. */
export function atRealPlaces(result: FormatResult, head: RealPlaces, base: RealPlaces): FormatResult {
  if (head.size === 0 && base.size === 0) return result;
  return {
    ...result,
    projects: result.projects.map((pair) => ({
      ...pair,
      base: pair.base === null ? null : placeSide(pair.base, base),
      head: pair.head === null ? null : placeSide(pair.head, head),
    })),
    problems: {
      base: result.problems.base.map((problem) => placeProblem(problem, base)),
      head: result.problems.head.map((problem) => placeProblem(problem, head)),
    },
  };
}

function placeSide(side: ProjectSide, real: RealPlaces): ProjectSide {
  return {
    ...side,
    declarations: side.declarations.map((declaration) => placeDeclaration(declaration, real)),
    ...(side.blocks === undefined ? {} : { blocks: side.blocks.map((block) => placeDeclaration(block, real)) }),
    ...(side.broken === undefined ? {} : { broken: side.broken.map((path) => real.get(path) ?? path) }),
    reads: [...new Set(side.reads.flatMap((path) => [path, real.get(path) ?? path]))].sort(),
  };
}

function placeDeclaration(declaration: Declaration, real: RealPlaces): Declaration {
  const { location, called_from: calls, line_paths: paths } = declaration;
  const places = paths && Object.entries(paths).map(([pointer, path]) => [pointer, real.get(path) ?? path] as const);
  return {
    ...declaration,
    location: place(location, real),
    called_from: calls.map((call) => place(call, real)),
    ...(places === undefined ? {} : { line_paths: Object.fromEntries(places) }),
  };
}

function place(location: Location, real: RealPlaces): Location {
  const path = real.get(location.path);
  return path === undefined ? location : { ...location, path };
}

function placeProblem(problem: Problem, real: RealPlaces): Problem {
  const path = real.get(problem.path) ?? problem.path;
  return { ...problem, path, hides: [...new Set([path, ...problem.hides.flatMap((at) => [at, real.get(at) ?? at])])] };
}
