/** The images of services/. */
export const IMAGES = [
  "hyperlane",
  "tokio",
  "rocket",
  "rust-std",
  "node-std",
  "reference",
  "loadgen",
  "nodeprobe",
  "shop",
  "postgres",
] as const;
export type ImageName = (typeof IMAGES)[number];
