import type { ProjectPair } from "../../src/model/project.ts";
import type { Declaration } from "../../src/model/resource.ts";

/** A declaration of a bucket; anything in it can be said otherwise. */
export function aDeclaration(over: Partial<Declaration> = {}): Declaration {
  return {
    address: "aws_s3_bucket.logs",
    format: "terraform",
    type: "aws_s3_bucket",
    provider: "aws",
    region: "eu-west-1",
    module: null,
    name: "logs",
    namespace: null,
    tags: {},
    values: {},
    unknown: [],
    sensitive: [],
    references: [],
    location: { path: "main.tf", line: 1, end_line: 3 },
    called_from: [],
    lines: {},
    ...over,
  };
}

/** A project with what it declares on both sides; null where it does not exist. */
export function aPair(base: ReadonlyArray<Declaration> | null, head: ReadonlyArray<Declaration> | null): ProjectPair {
  const project = { name: ".", path: ".", format: "terraform" } as const;
  const side = (declarations: ReadonlyArray<Declaration> | null) =>
    declarations === null ? null : { project, declarations, reads: ["main.tf"] };
  return { project, base: side(base), head: side(head) };
}
