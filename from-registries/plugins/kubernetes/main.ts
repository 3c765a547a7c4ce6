import { servePlugin } from "../protocol/server";
import { KubernetesProvider } from "./provider";

servePlugin(new KubernetesProvider());
