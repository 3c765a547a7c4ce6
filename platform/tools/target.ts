import { UserError } from "../errors";

/** The machine a tool must run on, in the words of Go releases. */
export interface Target {
  readonly os: "linux" | "darwin";
  readonly arch: "amd64" | "arm64";
}

const ARCHITECTURES: Readonly<Record<string, Target["arch"]>> = { x64: "amd64", arm64: "arm64" };

/** The target of this process. Throws {@link UserError} on a platform nobody has prepared. */
export function currentTarget(
  platform: string = process.platform,
  architecture: string = process.arch,
): Target {
  const arch = ARCHITECTURES[architecture];
  if ((platform === "linux" || platform === "darwin") && arch !== undefined) {
    return { os: platform, arch };
  }
  throw new UserError(
    `this machine is ${platform}/${architecture}; the tools are known for linux and darwin, amd64 and arm64`,
    "run from Linux or macOS; on Windows use WSL 2",
  );
}
