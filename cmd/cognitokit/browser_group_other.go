//go:build !unix

package main

import "os/exec"

// setOwnGroup does nothing: the system has no process groups that a terminal interrupts.
func setOwnGroup(*exec.Cmd) {}

// endBrowser ends the browser, because the system cannot ask it to exit.
func endBrowser(c *exec.Cmd) error { return c.Process.Kill() }

// killGroup does nothing: the system has no process groups.
func killGroup(*exec.Cmd) {}
