package engine

import (
	"os/exec"
	"syscall"
)

// endWithCaller ends the process when its parent does, however that ends. It follows
// setOwnGroup.
func endWithCaller(c *exec.Cmd) { c.SysProcAttr.Pdeathsig = syscall.SIGKILL }
