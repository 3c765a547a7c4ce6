import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** The UID that the committed files of staging and prod record. */
export const RECORDED_UID = "00000000-0000-0000-0000-000000000000";

/**
 * Gives each test of a file folders of its own, a kubeconfig `/kubeconfig` for environments that are
 * not local, and takes back what a verb does to this process.
 */
export function useRemoteEnvironment(): void {
  const given = { ...process.env };
  const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;
  const before = signals.map((name) => process.listeners(name));
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "tare-remote-"));
    for (const kind of ["DATA", "CACHE", "STATE"]) process.env[`XDG_${kind}_HOME`] = folder;
    process.env.TARE_KUBECONFIG = "/kubeconfig";
    delete process.env.TARE_ALLOW_STAND_INS;
    delete process.env.PULUMI_HOME;
  });

  afterEach(() => {
    process.env = { ...given };
    rmSync(folder, { recursive: true, force: true });
    signals.forEach((name, index) => {
      const added = process.listeners(name).filter((one) => !before[index].includes(one));
      for (const listener of added) process.removeListener(name, listener);
    });
  });
}
