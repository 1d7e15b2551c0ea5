package main

import (
	"context"
	"os/exec"
	"runtime"
)

// openBrowser opens a URL with the desktop's command, and does not wait for the browser. An error means
// that the machine does not have this command.
func openBrowser(ctx context.Context, address string) error {
	program := []string{"xdg-open"}
	switch runtime.GOOS {
	case "darwin":
		program = []string{"open"}
	case "windows":
		program = []string{"rundll32", "url.dll,FileProtocolHandler"}
	}
	command := exec.CommandContext(context.WithoutCancel(ctx), program[0], append(program[1:], address)...)
	if err := command.Start(); err != nil {
		return err
	}
	go func() { _ = command.Wait() }() // if it fails, the user opens the printed URL
	return nil
}
