import { hasSymbols } from "./elf";

/** An ELF header and a table of two sections, the second one of the given type. */
function elf(section: number): Buffer {
  const [start, entry] = [64, 64];
  const binary = Buffer.alloc(start + 2 * entry);
  binary.write("\u007fELF\u0002", "latin1");
  binary.writeBigUInt64LE(BigInt(start), 40);
  binary.writeUInt16LE(entry, 58);
  binary.writeUInt16LE(2, 60);
  binary.writeUInt32LE(section, start + entry + 4);
  return binary;
}

test("hasSymbols finds a symbol table, when there is one", () => {
  const [symbols, loaderSymbols] = [2, 11];

  expect(hasSymbols(elf(symbols))).toBe(true);
  expect(hasSymbols(elf(loaderSymbols))).toBe(false);
  expect(() => hasSymbols(Buffer.from("no binary at all, only text"))).toThrow("no 64-bit ELF");
});
