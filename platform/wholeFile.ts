import { renameSync, writeFileSync } from "node:fs";

/**
 * Writes a file whole or not at all, whatever ends the program: a full disk, a kill.
 *
 * @param mode Who may read it. @default - as the umask has it
 */
export function writeWhole(file: string, text: string, mode?: number): void {
  const unfinished = `${file}.${process.pid}`; // Two programs may write at once.
  writeFileSync(unfinished, text, { mode });
  renameSync(unfinished, file);
}
