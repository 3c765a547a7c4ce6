import { debianMirror } from "../../platform/debianMirror";

const official = {
  main: "http://deb.debian.org/debian",
  security: "http://deb.debian.org/debian-security",
};

describe("debianMirror", () => {
  it("is the company's, when the machine's packages come from there", () => {
    const lists = [
      "deb http://mirror.example/debian/ bookworm main\n" +
        "deb http://mirror.example/debian-security bookworm-security main\n",
    ];

    expect(debianMirror(lists)).toEqual({
      main: "http://mirror.example/debian",
      security: "http://mirror.example/debian-security",
    });
  });

  it("is found in the newer form of source lists too, comments apart", () => {
    const lists = ["Types: deb\n# http://old.example/debian\nURIs: http://new.example/debian\n"];

    expect(debianMirror(lists).main).toBe("http://new.example/debian");
  });

  it.each([
    ["another distribution's lists", "deb http://archive.ubuntu.com/ubuntu noble main\n"],
    ["a mirror that needs certificates", "deb https://mirror.example/debian bookworm main\n"],
    ["a mirror with a password", "deb http://me:secret@mirror.example/debian bookworm main\n"],
    ["no lists", ""],
  ])("is Debian's own with %s", (_, list) => {
    expect(debianMirror([list])).toEqual(official);
  });
});
