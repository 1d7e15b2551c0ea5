package main

import (
	"bufio"
	"os/exec"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// wantedFirstLine is the longest wanted time to the first line of serve, on a developer's machine that does
// nothing else.
const wantedFirstLine = 100 * time.Millisecond

// BenchmarkServe starts the command and waits for its first line. The ratio is to the wanted duration.
func BenchmarkServe(b *testing.B) {
	for b.Loop() {
		command := exec.CommandContext(b.Context(), built, "serve", "--env", "--listen", "127.0.0.1:0", "--proxy-listen", "127.0.0.1:0")
		output, err := command.StdoutPipe()
		require.NoError(b, err)
		require.NoError(b, command.Start())
		_, err = bufio.NewReader(output).ReadString('\n')
		require.NoError(b, err)
		b.StopTimer()
		require.NoError(b, command.Process.Kill())
		_ = command.Wait() // it was killed
		b.StartTimer()
	}
	b.ReportMetric(float64(b.Elapsed())/float64(b.N)/float64(wantedFirstLine), "ratio")
	b.ReportMetric(1, "ratio-max")
}
