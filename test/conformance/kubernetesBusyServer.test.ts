import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { Driver } from "./support/driver";
import { configMap, k8sUrn } from "./support/manifests";
import { startPlugin } from "./support/plugins";

const CONFIG_MAP = k8sUrn("core/v1:ConfigMap");
jest.setTimeout(30_000);
let driver: Driver;
let server: Server;
let asked: string[];
/** What the next requests are answered with, the last one for ever. */
let answers: ((request: IncomingMessage, response: ServerResponse) => void)[];

beforeEach(async () => {
  asked = [];
  server = createServer((request, response) => {
    asked.push(`${request.method}`);
    request.resume().on("end", () => {
      (answers.length > 1 ? answers.shift() : answers[0])?.(request, response);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const cluster = { server: `http://127.0.0.1:${port}`, "insecure-skip-tls-verify": true };
  driver = await startPlugin("kubernetes");
  const kubeconfig = {
    ...{ apiVersion: "v1", kind: "Config", "current-context": "c" },
    clusters: [{ name: "c", cluster }],
    users: [{ name: "u", user: { token: "none" } }],
    contexts: [{ name: "c", context: { cluster: "c", user: "u" } }],
  };
  await driver.configure({ kubeconfig: JSON.stringify(kubeconfig) });
});
afterEach(() => {
  Driver.stopAll();
  server.closeAllConnections();
  server.close();
});

const object = configMap("shop", "one", { a: "1" });
const live = { ...object, metadata: { name: "one", namespace: "shop", uid: "u" } };
const refuse =
  (code: number, headers = {}) =>
  (_: IncomingMessage, response: ServerResponse) => {
    response
      .writeHead(code, headers)
      .end(JSON.stringify({ kind: "Status", message: "busy", code }));
  };
const accept = (_: IncomingMessage, response: ServerResponse) => {
  response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(live));
};
const hangUp = (request: IncomingMessage) => request.socket.destroy();

const reading = () => driver.read(CONFIG_MAP, "shop/one", live, object);

describe("a server that is busy", () => {
  test.each([429, 500, 502, 503, 504])("is asked again after the answer %d", async (code) => {
    answers = [refuse(code), refuse(code), accept];

    expect((await reading()).id).toBe("shop/one");
    expect(asked).toEqual(["GET", "GET", "GET"]);
  });

  test("is asked again after it hung up", async () => {
    answers = [hangUp, accept];

    expect((await reading()).id).toBe("shop/one");
  });

  test("is left alone as long as it asks for", async () => {
    answers = [refuse(429, { "retry-after": "2" }), accept];
    const start = Date.now();

    await reading();

    expect(Date.now() - start).toBeGreaterThanOrEqual(1_950);
  });

  test("gets a creation once more only when it had refused to work on it", async () => {
    answers = [refuse(429), accept];

    expect((await driver.create(CONFIG_MAP, object)).id).toBe("shop/one");
    expect(asked.filter((method) => method === "POST")).toHaveLength(2);
  });

  test("gets no second creation when the first may have been done", async () => {
    answers = [hangUp, accept];

    await expect(driver.create(CONFIG_MAP, object)).rejects.toThrow();
    expect(asked.filter((method) => method === "POST")).toHaveLength(1);
  });

  test("is not asked for ever", async () => {
    answers = [refuse(503, { "retry-after": "0" })];

    await expect(reading()).rejects.toThrow(/busy/);
    expect(asked.length).toBeLessThan(12);
  });
});
