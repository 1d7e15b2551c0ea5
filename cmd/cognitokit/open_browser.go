package main

import (
	"context"
	"os/exec"
	"runtime"
)

// openBrowser opens a URL with the desktop, and does not wait for the browser. The error means
// that the desktop has no command for it.
func openBrowser(ctx context.Context, address string) error {
	program := []string{"xdg-open"}
	switch runtime.GOOS {
	case "darwin":
		program = []string{"open"}
	case "windows":
		program = []string{"rundll32", "url.dll,FileProtocolHandler"}
	}
	command := exec.CommandContext(context.WithoutCancel(ctx), program[0], append(program[1:], address)...) //nolint:gosec // the address is this program's own
	if err := command.Start(); err != nil {
		return err
	}
	go func() { _ = command.Wait() }() // on an error, the user has the printed URL
	return nil
}
