package clients

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"os/exec"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// patience is how long a client may take; the slowest takes seconds.
const patience = 3 * time.Minute

// runScript runs a script of this folder on Node.js. Each group of assertions in it becomes a subtest.
func runScript(t *testing.T, script string, s *standIn, e *environment) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	defer cancel()
	command := exec.CommandContext(ctx, node(t), script)
	command.Env = append(append([]string{}, s.env...), "NODE_OPTIONS=--require=./proxy.cjs")
	var complaints strings.Builder
	command.Stderr = &complaints
	stdin, err := command.StdinPipe()
	require.NoError(t, err)
	stdout, err := command.StdoutPipe()
	require.NoError(t, err)
	require.NoError(t, command.Start())
	answers := json.NewEncoder(stdin)
	require.NoError(t, answers.Encode(e))

	var said report
	for lines := bufio.NewScanner(stdout); lines.Scan(); {
		if question, found := strings.CutPrefix(lines.Text(), "ask "); found {
			require.NoError(t, answers.Encode(s.answer(t, question)))
			continue
		}
		said.take(t, lines.Text())
	}
	require.NoError(t, stdin.Close())
	if err := command.Wait(); err != nil || !said.done || said.groups == 0 {
		t.Errorf("%s ended with %v after %d groups\n%s", script, err, said.groups, complaints.String())
	}
}

// report is what a script has said.
type report struct {
	groups int // that passed
	failed bool
	done   bool
}

// take reads a line of a script. A result becomes a subtest.
func (r *report) take(t *testing.T, line string) {
	t.Helper()
	if name, found := strings.CutPrefix(line, "ok "); found {
		r.groups++
		t.Run(name, func(*testing.T) {})
		return
	}
	if result, found := strings.CutPrefix(line, "not ok "); found {
		r.failed = true
		name, quoted, _ := strings.Cut(result, ": ")
		var reason string
		require.NoError(t, json.Unmarshal([]byte(quoted), &reason), line)
		t.Run(name, func(t *testing.T) { t.Error(reason) })
		return
	}
	if r.done = line == "done"; !r.done {
		t.Log(line)
	}
}

// answer does what a script asks for.
func (s *standIn) answer(t *testing.T, question string) any {
	t.Helper()
	var asked struct{ Question, Of string }
	require.NoError(t, json.Unmarshal([]byte(question), &asked))
	switch asked.Question {
	case "advance":
		seconds, err := strconv.Atoi(asked.Of)
		require.NoError(t, err)
		s.advance(time.Duration(seconds) * time.Second)
		return nil
	case "code":
		code, found := s.codeSentTo(asked.Of)
		assert.True(t, found, "nothing was sent to %s", asked.Of)
		return code
	}
	panic(fmt.Sprintf("a script asks for %q", asked.Question))
}

// codeSentTo returns the code in the newest message to an address.
func (s *standIn) codeSentTo(address string) (code string, found bool) {
	for _, m := range s.outbox() {
		if m.to == address {
			code, found = m.code, true
		}
	}
	return code, found
}
