import { setFlagsFromString } from "node:v8";
import { Script } from "node:vm";

/**
 * Machine code that V8 made of a WebAssembly module, kept between processes. V8 can write and read it, as browsers do
 * with modules of a page; Node shows these functions only under V8's own syntax for tests. Whatever does not fit (another
 * V8, processor or flag) gives null, and the module is compiled as it would be without.
 */
interface MachineCode {
  readonly write: Native;
  readonly read: Native;
  readonly hasTrapHandler: Native;
}

type Native = (...parameters: ReadonlyArray<unknown>) => unknown;

let known: MachineCode | null | undefined;

/** Names the machine code that this process can use: V8's version and the architecture. */
export const codeKind = `${process.versions.v8}-${process.arch}`;

/** The machine code of what has run in a module; null where V8 does not give it. */
export function machineCodeOf(module: WebAssembly.Module): Uint8Array | null {
  const written = natives()?.write(module);
  return written instanceof ArrayBuffer ? new Uint8Array(written) : null;
}

/**
 * A module with machine code of an earlier process. `code` must be what `machineCodeOf` gave for exactly these bytes and
 * this `codeKind`: V8 checks its version, the processor and its flags, and not whether the two belong together.
 */
export function moduleWithCode(bytes: Uint8Array, code: Uint8Array): WebAssembly.Module | null {
  const found = natives();
  // The code has no bounds checks of its own: it counts on the guard pages that go with the trap handler.
  if (found === null || found.hasTrapHandler() !== true) return null;
  const module = found.read(bufferOf(code), bytes);
  return module instanceof WebAssembly.Module ? module : null;
}

function bufferOf(bytes: Uint8Array): ArrayBufferLike {
  const isWhole = bytes.byteOffset === 0 && bytes.byteLength === bytes.buffer.byteLength;
  return isWhole ? bytes.buffer : bytes.slice().buffer;
}

/** The flag is set back at once: V8 uses its code caches only under the flags that they were made with. */
function natives(): MachineCode | null {
  if (known !== undefined) return known;
  setFlagsFromString("--allow-natives-syntax");
  try {
    const write = native("(function (module) { return %SerializeWasmModule(module); })");
    const read = native("(function (code, bytes) { return %DeserializeWasmModule(code, bytes); })");
    const hasTrapHandler = native("(function () { return %IsWasmTrapHandlerEnabled(); })");
    known = { write, read, hasTrapHandler };
  } catch {
    known = null; // this V8 was built without them
  } finally {
    setFlagsFromString("--no-allow-natives-syntax");
  }
  return known;
}

/** The parentheses around the source make V8 compile it at once, while it still knows the syntax. */
function native(source: string): Native {
  const compiled: unknown = new Script(source).runInThisContext();
  if (!isFunction(compiled)) throw new TypeError(`${source} is not a function`);
  return compiled;
}

function isFunction(value: unknown): value is Native {
  return typeof value === "function";
}
