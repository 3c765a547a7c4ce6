import type { Instance } from "../../platform/instance";
import { hostsToml, publishedPort, registryConfigMap } from "../../platform/registry";

const instance: Instance = {
  name: "some",
  clusterName: "some",
  registryName: "some-registry",
  registryPort: 5099,
  stateDir: "/state/some",
};

test.each([
  ['{"5000/tcp":[{"HostIp":"127.0.0.1","HostPort":"5001"}]}', 5001],
  ["{}", undefined],
  ["null", undefined],
  ["", undefined],
])("the port in %s is %s", (portBindings, port) => {
  expect(publishedPort(portBindings)).toBe(port);
});

describe("the wiring of the registry", () => {
  it("sends the node to the registry's container by its name in the network", () => {
    expect(hostsToml(instance)).toBe('[host."http://some-registry:5000"]\n');
  });

  it("tells tools in the cluster the name that images are pushed to", () => {
    expect(registryConfigMap(instance)).toMatchObject({
      metadata: { name: "local-registry-hosting", namespace: "kube-public" },
      data: {
        "localRegistryHosting.v1": expect.stringContaining('host: "localhost:5099"') as string,
      },
    });
  });
});
