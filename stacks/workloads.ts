import type { StackName } from "../components/config/schema";
import type { WorkloadArgs } from "../components/workloads/webServiceArgs";
import { SERVERS } from "./frameworksServers";

/**
 * What each case study deploys, as plain data: what `./tare explain` reads, without Pulumi and without
 * a cluster. The case study itself is made from the same.
 */
export const WORKLOADS: Readonly<Record<StackName, Readonly<Record<string, WorkloadArgs>>>> = {
  frameworks: SERVERS,
};
