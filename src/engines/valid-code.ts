import { setFlagsFromString } from "node:v8";

/**
 * Why V8 refuses a module; null for a valid one. Functions are otherwise looked at when they are first called
 * (`--wasm-lazy-validation`), where the refusal of one would end whoever calls it.
 */
export function whyInvalid(wasm: Uint8Array): string | null {
  if (WebAssembly.validate(wasm)) return null;
  setFlagsFromString("--no-wasm-lazy-validation");
  try {
    new WebAssembly.Module(wasm);
    return "it is refused without a reason";
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  } finally {
    setFlagsFromString("--wasm-lazy-validation");
  }
}
