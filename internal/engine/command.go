package engine

import (
	"context"
	"os"
	"os/exec"
	"runtime"
	"strings"
	"time"

	"github.com/cognitokit/terraform-aws-cognito/internal/childenv"
)

// interruptTimeout is how long an interrupted engine may take to exit. After it, the engine is
// killed.
const interruptTimeout = 15 * time.Second

// command returns a run of the executable in a folder, with the caller's environment and env, which has
// precedence. The end of ctx interrupts the run, and kills it after interruptTimeout.
func command(ctx context.Context, path, folder string, env map[string]string, arguments ...string) *exec.Cmd {
	c := exec.CommandContext(ctx, path, arguments...)
	c.Dir = folder
	c.Env = c.Environ()
	for _, variables := range []map[string]string{childenv.TerraformOverrides(), {"CHECKPOINT_DISABLE": "1", "TF_IN_AUTOMATION": "1"}, env} {
		for name, value := range variables {
			c.Env = append(c.Env, name+"="+value)
		}
	}
	interruptible(c)
	return c
}

// Command returns a run of the engine in a folder. env is the complete environment, without the caller's. The
// run has its own process group, so that only the end of ctx interrupts it, and not the terminal.
func (e *Engine) Command(ctx context.Context, folder string, env []string, arguments ...string) *exec.Cmd {
	c := exec.CommandContext(ctx, e.Path, arguments...)
	c.Dir, c.Env = folder, env
	interruptible(c)
	return c
}

// interruptible sets the process group of a command, and how the end of the context interrupts it.
func interruptible(c *exec.Cmd) {
	setOwnGroup(c)
	if runtime.GOOS != "windows" { // Windows cannot interrupt a process: the default kills it
		c.Cancel = func() error { return c.Process.Signal(os.Interrupt) }
		c.WaitDelay = interruptTimeout
	}
}

// Reason returns the first error in the output of Terraform or OpenTofu as one line without a final period,
// or "" if there is none.
func Reason(output string) string {
	_, text, found := strings.Cut(output, "Error: ")
	if !found {
		return ""
	}
	heading, text, _ := strings.Cut(text, "\n")
	// Output for a terminal has a frame at the start of each line.
	unframed := func(line string) string { return strings.Trim(line, " \t\r│╷╵") }
	// Paragraphs follow the heading: the position in the configuration, if the error has one, and then the
	// detail.
	var paragraph []string
	for line := range strings.Lines(text) {
		line = unframed(strings.TrimSuffix(line, "\n"))
		if strings.HasPrefix(line, "Error: ") { // the next error
			break
		}
		switch {
		case line != "":
			paragraph = append(paragraph, line)
			continue
		case len(paragraph) == 0:
			continue
		case !isPosition(paragraph[0]):
			return sentence(unframed(heading), paragraph)
		}
		paragraph = nil
	}
	if len(paragraph) > 0 && isPosition(paragraph[0]) {
		paragraph = nil
	}
	return sentence(unframed(heading), paragraph)
}

// isPosition reports whether a line starts the paragraph with the position in the configuration.
func isPosition(line string) bool {
	return strings.HasPrefix(line, "with ") || strings.HasPrefix(line, "on ")
}

// sentence joins the heading and the detail of an error.
func sentence(heading string, paragraph []string) string {
	heading = strings.TrimRight(heading, ".:")
	// For an error of a provider, the heading has the complete error.
	detail := strings.Join(paragraph, " ")
	if detail != "" && detail != heading {
		heading += ": " + detail
	}
	return strings.TrimRight(heading, ". ")
}
