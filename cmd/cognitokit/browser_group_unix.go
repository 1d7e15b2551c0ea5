//go:build unix

package main

import (
	"os/exec"
	"syscall"
)

// setOwnGroup puts the browser into its own process group, so that it gets one signal after Ctrl-C. At a second one it
// exits at once, and leaves temporary files.
func setOwnGroup(c *exec.Cmd) { c.SysProcAttr = &syscall.SysProcAttr{Setpgid: true} }

// endBrowser asks the browser to exit.
func endBrowser(c *exec.Cmd) error { return c.Process.Signal(syscall.SIGTERM) }

// killGroup ends the processes of the browser that remain.
func killGroup(c *exec.Cmd) {
	if c.Process != nil {
		_ = syscall.Kill(-c.Process.Pid, syscall.SIGKILL) // there may be none
	}
}
