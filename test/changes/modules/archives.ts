import { crc32, deflateRawSync } from "node:zlib";

/** A zip archive; `{target}` makes a symbolic link. Written by hand, because hostile ones are wanted. */
export function aZip(files: ReadonlyArray<readonly [string, string | { readonly target: string }]>): Uint8Array {
  const parts: Array<Buffer> = [];
  const directory: Array<Buffer> = [];
  let offset = 0;
  for (const [name, content] of files) {
    const bytes = Buffer.from(typeof content === "string" ? content : content.target);
    const packed = deflateRawSync(bytes);
    const mode = typeof content === "string" ? 0o100644 : 0o120777;
    const shared = Buffer.alloc(26);
    shared.writeUInt16LE(20, 0);
    shared.writeUInt16LE(8, 4);
    shared.writeUInt32LE(crc32(bytes), 10);
    shared.writeUInt32LE(packed.length, 14);
    shared.writeUInt32LE(bytes.length, 18);
    shared.writeUInt16LE(name.length, 22);
    const local = Buffer.concat([Buffer.from("PK\x03\x04", "latin1"), shared, Buffer.from(name), packed]);
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE(mode * 65536, 6);
    tail.writeUInt32LE(offset, 10);
    directory.push(Buffer.from("PK\x01\x02\x14\x03", "latin1"), shared, tail, Buffer.from(name));
    parts.push(local);
    offset += local.length;
  }
  const central = Buffer.concat(directory);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(files.length, 4);
  end.writeUInt16LE(files.length, 6);
  end.writeUInt32LE(central.length, 8);
  end.writeUInt32LE(offset, 12);
  return Buffer.concat([...parts, central, Buffer.from("PK\x05\x06", "latin1"), end]);
}
