/** Type of a section that holds symbols for debugging, which `strip` takes out. */
const SYMTAB = 2;

/** Whether a 64-bit little-endian ELF binary still has its symbol table. */
export function hasSymbols(binary: Buffer): boolean {
  if (binary.length < 64 || binary.readUInt32BE(0) !== 0x7f454c46 || binary[4] !== 2) {
    throw new Error("no 64-bit ELF binary");
  }
  const table = Number(binary.readBigUInt64LE(40));
  const size = binary.readUInt16LE(58);
  const count = binary.readUInt16LE(60);
  for (let index = 0; index < count; index += 1) {
    if (binary.readUInt32LE(table + index * size + 4) === SYMTAB) return true;
  }
  return false;
}
