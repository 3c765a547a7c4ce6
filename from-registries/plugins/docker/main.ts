import { servePlugin } from "../protocol/server";
import { DockerProvider } from "./provider";

servePlugin(new DockerProvider());
