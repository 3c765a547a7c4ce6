/**
 * TARE_MIRROR takes the place of every release host: `https://github.com/a/b` is asked for at
 * `<TARE_MIRROR>/github.com/a/b`. Unset, the official hosts are asked.
 */
export function mirrored(url: string, mirror = process.env.TARE_MIRROR): string {
  if (mirror === undefined || mirror === "") return url;
  return `${mirror.replace(/\/+$/, "")}/${url.replace(/^https?:\/\//, "")}`;
}
