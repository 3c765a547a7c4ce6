import { canInstallPackages } from "../../platform/apt";

describe("canInstallPackages", () => {
  it.each([
    ["Debian", 'PRETTY_NAME="Debian GNU/Linux 12"\nID=debian\n'],
    ["Ubuntu", "NAME=Ubuntu\nID=ubuntu\nID_LIKE=debian\n"],
    ["a descendant", 'ID=linuxmint\nID_LIKE="ubuntu debian"\n'],
  ])("is true for root on %s", (_, osRelease) => {
    expect(canInstallPackages(osRelease, 0)).toBe(true);
  });

  it.each([
    ["another user", "ID=debian\n", 1000],
    ["another distribution", 'ID=fedora\nHOME_URL="https://debian.example"\n', 0],
  ])("is false for %s", (_, osRelease, uid) => {
    expect(canInstallPackages(osRelease, uid)).toBe(false);
  });
});
