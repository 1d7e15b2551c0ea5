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

// timeout limits the time of one client. The slowest client needs some seconds.
const timeout = 3 * time.Minute

// runScript runs a script of this folder on Node.js. Each group of assertions in it becomes a subtest.
func runScript(t *testing.T, script string, s *emulator, e *environment) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), timeout)
	defer cancel()
	command := exec.CommandContext(ctx, node(t), script)
	command.Env = append(append([]string{}, s.env...), "NODE_OPTIONS=--require=./proxy.cjs")
	var stderr strings.Builder
	command.Stderr = &stderr
	stdin, err := command.StdinPipe()
	require.NoError(t, err)
	stdout, err := command.StdoutPipe()
	require.NoError(t, err)
	require.NoError(t, command.Start())
	answers := json.NewEncoder(stdin)
	require.NoError(t, answers.Encode(e))

	var progress report
	for lines := bufio.NewScanner(stdout); lines.Scan(); {
		if question, found := strings.CutPrefix(lines.Text(), "ask "); found {
			require.NoError(t, answers.Encode(s.answer(t, question)))
			continue
		}
		progress.read(t, lines.Text())
	}
	require.NoError(t, stdin.Close())
	if err := command.Wait(); err != nil || !progress.done || progress.groups == 0 {
		t.Errorf("%s ended with %v after %d groups\n%s", script, err, progress.groups, stderr.String())
	}
}

// report is the progress of a script.
type report struct {
	groups int // the number of passed groups
	failed bool
	done   bool
}

// read reads a line of a script. A result becomes a subtest.
func (r *report) read(t *testing.T, line string) {
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

// answer returns the response to a question of a script.
func (s *emulator) answer(t *testing.T, question string) any {
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
		assert.True(t, found, "no message was sent to %s", asked.Of)
		return code
	case "lambda":
		assert.NoError(t, s.lambda(customSenderARN, asked.Of))
		return customSenderARN
	}
	panic(fmt.Sprintf("a script sent the unknown question %q", asked.Question))
}

// codeSentTo returns the code in the latest message to an address.
func (s *emulator) codeSentTo(address string) (code string, found bool) {
	for _, m := range s.outbox() {
		if m.to == address {
			code, found = m.code, true
		}
	}
	return code, found
}
