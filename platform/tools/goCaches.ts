/** Go's caches of tool builds, several gigabytes: gone as soon as the binaries are kept. */
export { dropGoCaches } from "../../from-registries/goBuild";
