const memorySection = 5;

interface Leb {
  readonly value: number;
  readonly next: number;
}

function readLeb(bytes: Uint8Array, at: number): Leb {
  let value = 0;
  let shift = 0;
  for (let next = at; ; next += 1) {
    const byte = bytes[next];
    if (byte === undefined || shift > 28) {
      throw new Error(`not a WebAssembly module: bad number at byte ${at}`);
    }
    value += (byte & 0x7f) * 2 ** shift;
    shift += 7;
    if (byte < 0x80) {
      return { value, next: next + 1 };
    }
  }
}

function writeLeb(value: number): ReadonlyArray<number> {
  const bytes: number[] = [];
  let rest = value;
  do {
    const low = rest % 0x80;
    rest = Math.floor(rest / 0x80);
    bytes.push(rest > 0 ? low | 0x80 : low);
  } while (rest > 0);
  return bytes;
}

/**
 * The same WebAssembly module with a maximum for its only memory, in pages of 64 KiB: growing past it fails inside
 * the module. Throws when the module has no memory of its own or already starts with more.
 */
export function limitMemory(module: Uint8Array, maximumPages: number): Uint8Array {
  for (let at = 8; at < module.length;) {
    const id = module[at];
    const size = readLeb(module, at + 1);
    const end = size.next + size.value;
    if (id === memorySection) {
      const count = readLeb(module, size.next);
      const minimum = readLeb(module, count.next + 1);
      if (count.value !== 1 || minimum.value > maximumPages) {
        throw new Error(
          `cannot limit ${count.value} memories that start with ${minimum.value} pages to ${maximumPages}`,
        );
      }
      const body = [1, 1, ...writeLeb(minimum.value), ...writeLeb(maximumPages)];
      return Buffer.concat([
        module.subarray(0, at),
        Uint8Array.from([memorySection, ...writeLeb(body.length), ...body]),
        module.subarray(end),
      ]);
    }
    at = end;
  }
  throw new Error("the module has no memory section");
}
