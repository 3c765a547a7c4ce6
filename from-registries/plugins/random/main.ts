import { servePlugin } from "../protocol/server";
import { RandomProvider } from "./provider";

servePlugin(new RandomProvider());
