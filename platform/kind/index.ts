export { type Cluster, deleteCluster, ensureCluster } from "./cluster";
export { loadImage } from "./loadImage";
