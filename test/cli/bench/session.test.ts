import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type NewJob } from "../../../cli/bench/derivedJob";
import { type JobCluster, type JobState } from "../../../cli/bench/jobCluster";
import { isKept, makeSession } from "../../../cli/bench/session";
import { folderAt } from "../../../cli/reporting/folder";
import { type JobLog } from "../../../cli/reporting/jobLog";
import { type Progress } from "../../../platform/progress";
import { deployedJob, runAt } from "./sampleRun";

const run = runAt(1);
const session = run.sessions[0];
const source = { job: session.source, namespace: session.namespace };
const progress = { note: () => undefined } as unknown as Progress;
let dir: string;

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), "tare-bench-"));
  mkdirSync(join(dir, "raw"));
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

/** A cluster of two places: the Job of the stack, and what `bench` makes of it. */
class FakeCluster implements JobCluster {
  readonly did: string[] = [];
  readonly made: NewJob[] = [];
  private readonly jobs = new Map<string, unknown>([[session.source, deployedJob()]]);

  constructor(
    private readonly end: Exclude<JobState, "running"> | Error = "complete",
    private readonly logs: JobLog[] = [{ log: "text" }],
  ) {}

  leftOver(type: string): this {
    const status = { conditions: type === "" ? [] : [{ type, status: "True" }] };
    this.jobs.set(session.job, { ...deployedJob(), status });
    return this;
  }

  read = ({ job }: { job: string }) => Promise.resolve(this.jobs.get(job));
  readConfigMap = () => Promise.resolve(undefined);
  running = () => Promise.resolve([]);
  create = (job: NewJob) => {
    this.did.push("create");
    this.made.push(job);
    return Promise.resolve();
  };
  ended = () => (this.end instanceof Error ? Promise.reject(this.end) : Promise.resolve(this.end));
  log = () => Promise.resolve(this.logs.shift() ?? { missing: "no log" });
  remove = ({ job }: { job: string }) => {
    this.did.push("remove");
    this.jobs.delete(job);
    return Promise.resolve();
  };
}

const make = (cluster: JobCluster) =>
  makeSession(session, { cluster, folder: folderAt(dir), run, source }, progress);

test("makes the Job, keeps its log and removes it", async () => {
  const cluster = new FakeCluster();

  const made = await make(cluster);

  expect(cluster.did).toEqual(["create", "remove"]);
  expect(cluster.made[0]).toMatchObject({ metadata: { name: session.job } });
  expect(readFileSync(join(dir, "raw", `${session.job}.log`), "utf8")).toBe("text");
  expect(made.ended).toBe("complete");
  expect(isKept(made, folderAt(dir))).toBe(true);
});

test("keeps the log of a Job that ended while nobody was there", async () => {
  const cluster = new FakeCluster().leftOver("Complete");

  expect((await make(cluster)).ended).toBe("complete");
  expect(cluster.did).toEqual(["remove"]);
});

test("makes a Job anew that was left running, for nobody knows what disturbed it", async () => {
  const cluster = new FakeCluster().leftOver("");

  await make(cluster);

  expect(cluster.did).toEqual(["remove", "create", "remove"]);
});

test("asks again for a log that does not come, and says so when it never does", async () => {
  const slow = new FakeCluster("complete", [{ missing: "busy" }, { log: "text" }]);
  const never = new FakeCluster("complete", []);

  expect((await make(slow)).ended).toBe("complete");
  expect(await make(never)).toMatchObject({ ended: "failed", missing: "no log" });
});

test("removes the Job, whatever ends the waiting", async () => {
  const cluster = new FakeCluster(new Error("interrupted"));

  await expect(make(cluster)).rejects.toThrow("interrupted");
  expect(cluster.did).toEqual(["create", "remove"]);
  expect(readdirSync(join(dir, "raw"))).toEqual([]);
});

test("throws, when somebody deletes the Job or the stack has it no more", async () => {
  const empty = new FakeCluster();
  await empty.remove({ job: session.source });

  await expect(make(new FakeCluster("gone"))).rejects.toThrow("was deleted while it was running");
  await expect(make(empty)).rejects.toThrow("is not in the cluster any more");
});

test("a session whose log was deleted by hand is made again", () => {
  expect(isKept({ ...session, ended: "complete" }, folderAt(dir))).toBe(false);
});
