package main

import (
	"os"
	"path/filepath"
	"testing"
)

func TestSpecification(t *testing.T) {
	cases := map[string]struct {
		args []string
		want string
	}{
		"create with a bundle":       {[]string{"--root", "/r", "create", "--bundle", "/b", "id"}, "/b/config.json"},
		"run with an equals sign":    {[]string{"run", "--bundle=/b", "id"}, "/b/config.json"},
		"create without a bundle":    {[]string{"create", "id"}, "config.json"},
		"exec of a process file":     {[]string{"exec", "--process", "/p.json", "id"}, "/p.json"},
		"exec of a command":          {[]string{"exec", "id", "ls"}, ""},
		"a command without anything": {[]string{"delete", "create"}, ""},
	}
	for name, c := range cases {
		if got, _ := specification(c.args); got != c.want {
			t.Errorf("%s: got %q, want %q", name, got, c.want)
		}
	}
}

func TestRewriteTakesOutWhatIsNotHeld(t *testing.T) {
	cases := map[string]struct{ before, after string }{
		"of a container": {
			`{"process":{"capabilities":{"bounding":["CAP_KILL","CAP_SYS_RESOURCE"]}},"n":18446744073709551615}`,
			`{"n":18446744073709551615,"process":{"capabilities":{"bounding":["CAP_KILL"]}}}`,
		},
		"of a process": {
			`{"capabilities":{"effective":["CAP_SYS_RESOURCE"]}}`,
			`{"capabilities":{"effective":[]}}`,
		},
		"nothing, where all is held": {
			`{ "capabilities": { "effective": ["CAP_KILL"] } }`,
			`{ "capabilities": { "effective": ["CAP_KILL"] } }`,
		},
	}
	held, err := boundingSet("Name:\tx\nCapBnd:\t000001fffeffffff\n")
	if err != nil {
		t.Fatal(err)
	}
	for name, c := range cases {
		file := filepath.Join(t.TempDir(), "config.json")
		if err := os.WriteFile(file, []byte(c.before), 0o600); err != nil {
			t.Fatal(err)
		}
		if err := rewrite(file, held); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		after, _ := os.ReadFile(file)
		if string(after) != c.after {
			t.Errorf("%s: got %s", name, after)
		}
	}
}

func TestBoundingSetNeedsItsLine(t *testing.T) {
	if _, err := boundingSet("Name:\tx\n"); err == nil {
		t.Error("a status without CapBnd was taken")
	}
}
