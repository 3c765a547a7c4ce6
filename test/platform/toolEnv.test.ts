import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { cacheDir, dataDir, type Instance } from "../../platform/instance";
import { recordCluster } from "../../platform/stack/clusterRecord";
import { forgetLocal, toolEnv } from "../../platform/toolEnv";
import { binDir, kubectlCacheDir, pulumiHome } from "../../platform/tools/folders";

let folder: string;
let instance: Instance;
const local = { name: "dev", committed: {}, local: true };
const remote = { name: "staging", committed: {}, local: false };

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "tare-env-"));
  const names = { name: "x", clusterName: "x", registryName: "x-registry", registryPort: 5020 };
  instance = { ...names, stateDir: join(folder, "x") };
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

test("says what to do, when there is no cluster yet", () => {
  expect(() => toolEnv(instance, local)).toThrow(
    "environment 'dev' has no cluster on this machine yet\nrun 'make up'",
  );
});

test("keys the state by the cluster, so that another cluster's is never taken for its own", () => {
  recordCluster(instance, { uid: "uid-1", kubeconfig: "/k", context: "kind-x" });
  const first = toolEnv(instance, local);
  recordCluster(instance, { uid: "uid-2", kubeconfig: "/k", context: "kind-x" });

  const second = toolEnv(instance, local);

  expect(first.PULUMI_BACKEND_URL).toBe(`file://${folder}/x/backend/uid-1`);
  expect(second.PULUMI_BACKEND_URL).toBe(`file://${folder}/x/backend/uid-2`);
  expect(second).toMatchObject({
    PULUMI_HOME: pulumiHome(),
    TARE_CLUSTER_UID: "uid-2",
    TARE_KUBECONFIG: "/k",
    PULUMI_CONFIG_PASSPHRASE_FILE: `${folder}/x/passphrase`,
  });
});

test("nothing of a local environment is left to another one, and nothing else is taken", () => {
  const { stateDir } = instance;
  recordCluster(instance, { uid: "u", kubeconfig: join(stateDir, "kubeconfig"), context: "c" });
  const own = { AWS_PROFILE: "me", PULUMI_CONFIG_PASSPHRASE: "x" };
  const shell: NodeJS.ProcessEnv = { ...own, ...toolEnv(instance, local) };

  const names = forgetLocal(instance, shell);

  expect(names.sort()).toEqual([
    "PULUMI_BACKEND_URL",
    "PULUMI_CONFIG_PASSPHRASE_FILE",
    "PULUMI_OPTION_CONFIG_FILE",
    "TARE_CLUSTER_UID",
    "TARE_KUBECONFIG",
    "TARE_REGISTRY",
  ]);
  expect(shell).toMatchObject(own);
  expect(names.filter((name) => name in shell)).toEqual([]);

  const cloud = { PULUMI_BACKEND_URL: "s3://b", TARE_KUBECONFIG: "~/.kube/config" };
  expect(forgetLocal(instance, { ...cloud })).toEqual([]);
});

test("puts the project's tools first on PATH, once", () => {
  recordCluster(instance, { uid: "u", kubeconfig: "/k", context: "c" });

  const { PATH } = toolEnv(instance, local, { PATH: `/usr/bin:${binDir()}` });

  expect(PATH).toBe(`${binDir()}:/usr/bin`);
});

test("keeps kubectl and buildx out of ~/.kube and ~/.docker", () => {
  const env = toolEnv(instance, remote);

  expect(env.KUBECACHEDIR).toBe(kubectlCacheDir());
  expect(kubectlCacheDir()).toBe(join(cacheDir(), "kubectl"));
  expect(env.BUILDX_CONFIG).toBe(join(dataDir(), "buildx"));
});

test("leaves backend, passphrase and login to the user, when the environment is not local", () => {
  const env = toolEnv(instance, remote, { PATH: "/usr/bin", PULUMI_HOME: "/home/me/.pulumi" });

  expect(env).not.toHaveProperty("PULUMI_BACKEND_URL");
  expect(env).not.toHaveProperty("PULUMI_CONFIG_PASSPHRASE_FILE");
  expect(env).not.toHaveProperty("TARE_KUBECONFIG");
  expect(env.PULUMI_CREDENTIALS_PATH).toBe("/home/me/.pulumi");
});
