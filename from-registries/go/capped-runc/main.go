// capped-runc starts runc with a container that asks for no more than this host can give.
//
// A sandboxed host may itself lack a capability that `docker run --privileged` asks for; runc then
// refuses the container ("unable to apply caps"). This program takes the capabilities that are not
// in its own bounding set out of the container's specification, and hands over to runc.
package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
)

func main() {
	if err := handOver(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "capped-runc:", err)
		os.Exit(1)
	}
}

func handOver(args []string) error {
	if file, ok := specification(args); ok {
		status, err := os.ReadFile("/proc/self/status")
		if err != nil {
			return err
		}
		held, err := boundingSet(string(status))
		if err != nil {
			return err
		}
		if err := rewrite(file, held); err != nil {
			return err
		}
	}
	runc, err := exec.LookPath("runc")
	if err != nil {
		return err
	}
	return syscall.Exec(runc, append([]string{"runc"}, args...), os.Environ())
}

// specification names the file that tells runc about the process to start: config.json of the
// bundle for `create` and `run`, the process file for `exec`; other commands have none.
func specification(args []string) (string, bool) {
	for index, arg := range args {
		rest := args[index+1:]
		switch arg {
		case "create", "run":
			bundle, ok := flagValue(rest, "--bundle", "-b")
			if !ok {
				bundle = "."
			}
			return filepath.Join(bundle, "config.json"), true
		case "exec":
			return flagValue(rest, "--process", "-p")
		case "delete", "kill", "start", "state", "events", "ps", "pause", "resume", "update":
			return "", false
		}
	}
	return "", false
}

func flagValue(args []string, names ...string) (string, bool) {
	for index, arg := range args {
		for _, name := range names {
			if value, ok := strings.CutPrefix(arg, name+"="); ok {
				return value, true
			}
			if arg == name && index+1 < len(args) {
				return args[index+1], true
			}
		}
	}
	return "", false
}

// boundingSet reads the names of the held capabilities from the text of /proc/self/status.
func boundingSet(status string) (map[string]bool, error) {
	for line := range strings.Lines(status) {
		value, ok := strings.CutPrefix(line, "CapBnd:")
		if !ok {
			continue
		}
		mask, err := strconv.ParseUint(strings.TrimSpace(value), 16, 64)
		if err != nil {
			return nil, err
		}
		held := map[string]bool{}
		for bit, name := range capabilities {
			held[name] = mask&(1<<bit) != 0
		}
		return held, nil
	}
	return nil, fmt.Errorf("no CapBnd in /proc/self/status")
}

func rewrite(file string, held map[string]bool) error {
	text, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	decoder := json.NewDecoder(bytes.NewReader(text))
	decoder.UseNumber() // Masks of 64 bits do not survive a float.
	var spec map[string]any
	if err := decoder.Decode(&spec); err != nil {
		return fmt.Errorf("%s: %w", file, err)
	}
	process := spec
	if inner, ok := spec["process"].(map[string]any); ok {
		process = inner
	}
	if !capProcess(process, held) {
		return nil
	}
	text, err = json.Marshal(spec)
	if err != nil {
		return err
	}
	return os.WriteFile(file, text, 0o600)
}

// capProcess takes what is not held out of each capability set; it says whether anything changed.
func capProcess(process map[string]any, held map[string]bool) bool {
	sets, _ := process["capabilities"].(map[string]any)
	changed := false
	for name, set := range sets {
		wanted, _ := set.([]any)
		given := []any{}
		for _, capability := range wanted {
			if text, ok := capability.(string); ok && held[text] {
				given = append(given, text)
			}
		}
		changed = changed || len(given) != len(wanted)
		sets[name] = given
	}
	return changed
}

// capabilities in the order of their bits, see capabilities(7).
var capabilities = []string{
	"CAP_CHOWN", "CAP_DAC_OVERRIDE", "CAP_DAC_READ_SEARCH", "CAP_FOWNER", "CAP_FSETID",
	"CAP_KILL", "CAP_SETGID", "CAP_SETUID", "CAP_SETPCAP", "CAP_LINUX_IMMUTABLE",
	"CAP_NET_BIND_SERVICE", "CAP_NET_BROADCAST", "CAP_NET_ADMIN", "CAP_NET_RAW", "CAP_IPC_LOCK",
	"CAP_IPC_OWNER", "CAP_SYS_MODULE", "CAP_SYS_RAWIO", "CAP_SYS_CHROOT", "CAP_SYS_PTRACE",
	"CAP_SYS_PACCT", "CAP_SYS_ADMIN", "CAP_SYS_BOOT", "CAP_SYS_NICE", "CAP_SYS_RESOURCE",
	"CAP_SYS_TIME", "CAP_SYS_TTY_CONFIG", "CAP_MKNOD", "CAP_LEASE", "CAP_AUDIT_WRITE",
	"CAP_AUDIT_CONTROL", "CAP_SETFCAP", "CAP_MAC_OVERRIDE", "CAP_MAC_ADMIN", "CAP_SYSLOG",
	"CAP_WAKE_ALARM", "CAP_BLOCK_SUSPEND", "CAP_AUDIT_READ", "CAP_PERFMON", "CAP_BPF",
	"CAP_CHECKPOINT_RESTORE",
}
