/**
 * The part of the WebAssembly JavaScript API that is used here. It is the browser's library that declares it, and
 * Node's types do not; the browser's globals must not exist in this program.
 */
declare namespace WebAssembly {
  interface ImportDescriptor {
    readonly module: string;
    readonly name: string;
    readonly kind: "function" | "global" | "memory" | "table" | "tag";
  }

  interface MemoryDescriptor {
    readonly initial: number;
    readonly maximum?: number;
  }

  type ModuleImports = Record<string, unknown>;
  type Imports = Record<string, ModuleImports>;

  interface Module {
    readonly [Symbol.toStringTag]: "WebAssembly.Module";
  }

  const Module: {
    new (bytes: Uint8Array): Module;
    readonly imports: (module: Module) => ReadonlyArray<ImportDescriptor>;
    readonly prototype: Module;
  };

  class Instance {
    constructor(module: Module, imports?: Imports);
    readonly exports: Readonly<Record<string, unknown>>;
  }

  class Memory {
    constructor(descriptor: MemoryDescriptor);
    readonly buffer: ArrayBuffer;
    grow(pages: number): number;
  }

  class RuntimeError extends Error {}

  function compile(bytes: Uint8Array): Promise<Module>;

  function validate(bytes: Uint8Array): boolean;
}
