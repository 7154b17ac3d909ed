import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import vm from "node:vm"; // as a whole: an old Node, which is told so, lacks some of its names

/** The built program: CommonJS files that load each other, with the bytecode that V8 once made of them. */
export interface Program {
  /** What a file exports; `path` is absolute. Throws what loading or running it throws. */
  readonly load: (path: string) => unknown;
  /**
   * Keeps the bytecode of every loaded file beside it, with the functions that were called until now, and gives how many
   * bytes that is. A later process with the same V8 starts with it; another one compiles as it would without.
   */
  readonly keep: () => number;
}

interface Loaded {
  readonly script: vm.Script;
  readonly module: { exports: unknown };
}

/**
 * Node's own compile cache keeps what was compiled when a file was loaded: its outermost functions. All others are parsed
 * and compiled in each process again when they are first called, an eighth of a second in a scan of nearly nothing.
 */
export function openProgram(): Program {
  const loaded = new Map<string, Loaded>();
  const load = (path: string): unknown => {
    const known = loaded.get(path);
    if (known !== undefined) return known.module.exports;
    const script = compile(path);
    const module = { exports: {} };
    loaded.set(path, { script, module });
    const ofPackages = createRequire(path);
    const require = (id: string): unknown => (id.startsWith(".") ? load(join(dirname(path), id)) : ofPackages(id));
    const run: unknown = script.runInThisContext();
    if (!isModuleFunction(run)) throw new TypeError(`${path} is no module`);
    run(module.exports, require, module, path, dirname(path));
    return module.exports;
  };
  const keep = (): number =>
    [...loaded].reduce((sum, [path, { script }]) => {
      const code = script.createCachedData();
      writeFileSync(bytecodeOf(path), code);
      return sum + code.length;
    }, 0);
  return { load, keep };
}

type ModuleFunction = (
  exports: object,
  require: (id: string) => unknown,
  module: Loaded["module"],
  filename: string,
  dirname: string,
) => void;

function isModuleFunction(value: unknown): value is ModuleFunction {
  return typeof value === "function";
}

/** What the built program exports: a command line, and its exit code. */
export interface Command {
  readonly run: (argv: ReadonlyArray<string>) => Promise<number>;
}

/** The command that a file of the program exports. Throws what loading it throws, and TypeError where it is none. */
export function loadCommand(program: Program, path: string): Command {
  const exported = program.load(path);
  if (!isCommand(exported)) throw new TypeError(`${path} is damaged: build the program again, or install it again`);
  return exported;
}

function isCommand(value: unknown): value is Command {
  return typeof value === "object" && value !== null && "run" in value && typeof value.run === "function";
}

/** V8 looks at its version, its flags and the length of the source: code of another build must not lie there. */
function compile(path: string): vm.Script {
  const source = readFileSync(path, "utf8");
  const kept = bytecodeOf(path);
  return new vm.Script(`(function (exports, require, module, __filename, __dirname) {${source}\n})`, {
    filename: path,
    importModuleDynamically: vm.constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
    ...(existsSync(kept) ? { cachedData: readFileSync(kept) } : {}),
  });
}

/** Where the bytecode of a file is kept. */
export function bytecodeOf(path: string): string {
  return `${path}-${process.versions.v8}-${process.arch}.code`;
}
