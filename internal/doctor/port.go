package doctor

import (
	"context"
	"errors"
	"fmt"
	"net"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
)

// port checks whether serve can listen at its address.
func port(ctx context.Context, m Machine) finding {
	if m.Emulator != nil {
		return ok("an emulator runs at " + m.Emulator.URL)
	}
	var config net.ListenConfig
	listener, err := config.Listen(ctx, "tcp", m.Listen)
	if err == nil {
		_ = listener.Close()
		return ok(m.Listen + " is free")
	}
	const other = "Stop it, or start cognitokit serve --listen 127.0.0.1:0 for a free port."
	if !errors.Is(err, syscall.EADDRINUSE) {
		return finding{Warning, m.Listen + " cannot be used: " + err.Error(), "Start cognitokit serve --listen 127.0.0.1:0 for a free port."}
	}
	if owner := listenerOf(m.Listen); owner != "" {
		return finding{Warning, m.Listen + " is taken by " + owner, other}
	}
	return finding{Warning, m.Listen + " is taken by another program", other + " Node.js listens there with --inspect."}
}

// listenerOf returns the name and the id of the process that listens at an IPv4 address, "" if the system has no /proc or the
// process belongs to another user (proc_pid_net(5)).
func listenerOf(address string) string {
	host, number, err := net.SplitHostPort(address)
	ip := net.ParseIP(host).To4()
	n, numberErr := strconv.ParseUint(number, 10, 16)
	if err != nil || numberErr != nil || ip == nil {
		return ""
	}
	local := fmt.Sprintf("%02X%02X%02X%02X:%04X", ip[3], ip[2], ip[1], ip[0], n)
	table, err := os.ReadFile("/proc/net/tcp")
	if err != nil {
		return ""
	}
	inode := ""
	for line := range strings.Lines(string(table)) {
		fields := strings.Fields(line)
		const listening = "0A"
		if len(fields) > 9 && fields[3] == listening && (fields[1] == local || fields[1] == "00000000"+local[8:]) {
			inode = fields[9]
		}
	}
	if inode == "" {
		return ""
	}
	sockets, _ := filepath.Glob("/proc/[0-9]*/fd/*") // the pattern is valid
	for _, link := range sockets {
		if target, err := os.Readlink(link); err == nil && target == "socket:["+inode+"]" {
			process := filepath.Dir(filepath.Dir(link))
			name, _ := os.ReadFile(filepath.Join(process, "comm"))
			return fmt.Sprintf("%s (process %s)", strings.TrimSpace(string(name)), filepath.Base(process))
		}
	}
	return ""
}
