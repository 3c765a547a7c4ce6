import type { Tool } from "./catalogue";
import { version } from "./versions";

/** What only `make test` needs. */
export type TestToolName = "kubeconform" | "kube-score" | "cyclonus";

const GITHUB = "https://github.com";

/** The checkers of manifests. */
export const TEST_TOOLS: readonly Tool[] = [kubeconform(), kubeScore(), cyclonus()];

/**
 * kubeconform and kube-score are one Go module, so that what they share is compiled once; cyclonus needs
 * newer modules of Kubernetes than kube-score can be compiled with.
 */
function built(module: "manifests" | "cyclonus", binary: TestToolName): Tool["build"] {
  return { kind: "go", modules: [{ module, binary }], seconds: module === "cyclonus" ? 70 : 50 };
}

function kubeconform(): Tool {
  const v = version("kubeconform");
  const base = `${GITHUB}/yannh/kubeconform/releases/download/v${v}`;
  return {
    name: "kubeconform",
    version: v,
    binaries: ["kubeconform"],
    ask: ["-v"],
    release: ({ os, arch }) => {
      const file = `kubeconform-${os}-${arch}.tar.gz`;
      const url = `${base}/${file}`;
      return { url, checksums: `${base}/CHECKSUMS`, file, packing: { strip: 0 }, megabytes: 6 };
    },
    build: built("manifests", "kubeconform"),
  };
}

function kubeScore(): Tool {
  const v = version("kubeScore");
  const base = `${GITHUB}/zegl/kube-score/releases/download/v${v}`;
  return {
    name: "kube-score",
    version: v,
    binaries: ["kube-score"],
    ask: ["version"],
    release: ({ os, arch }) => {
      const file = `kube-score_${v}_${os}_${arch}.tar.gz`;
      const url = `${base}/${file}`;
      return { url, checksums: `${base}/checksums.txt`, file, packing: { strip: 0 }, megabytes: 7 };
    },
    build: built("manifests", "kube-score"),
  };
}

/** Published for amd64 alone, so it is built. */
function cyclonus(): Tool {
  return {
    name: "cyclonus",
    version: version("cyclonus"),
    binaries: ["cyclonus"],
    release: () => undefined,
    build: built("cyclonus", "cyclonus"),
  };
}
