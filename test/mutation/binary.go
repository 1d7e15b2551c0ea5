package main

import (
	"bufio"
	"bytes"
	"cmp"
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"golang.org/x/sync/errgroup"
)

// binary is the test binary of a package, compiled with the mutants.
type binary struct {
	path, folder string
	tests        []reach
}

// reach lists the mutants that a test reaches.
type reach struct {
	test    string
	mutants map[int]bool
	took    time.Duration
}

// build compiles the tests of a folder and records which mutants each test reaches.
func build(ctx context.Context, m *mutated, folder, work string, workers int) (*binary, error) {
	b := &binary{path: filepath.Join(work, strings.ReplaceAll(folder, "/", "-")+".test"), folder: folder}
	compile := exec.CommandContext(ctx, "go", "test", "-c", "-overlay", m.overlay, "-o", b.path, "./"+folder)
	if output, err := compile.CombinedOutput(); err != nil {
		return nil, fmt.Errorf("go test -c ./%s: %w\n%s", folder, err, output)
	}
	list := exec.CommandContext(ctx, b.path, "-test.list", ".")
	list.Dir = folder
	names, err := list.Output()
	if err != nil {
		return nil, fmt.Errorf("tests of %s: %w", folder, err)
	}
	var lock sync.Mutex
	group, ctx := errgroup.WithContext(ctx)
	group.SetLimit(workers)
	for _, name := range regexp.MustCompile(`(?m)^(Test|Fuzz|Example)\w*$`).FindAllString(string(names), -1) {
		group.Go(func() error {
			recorded, err := b.record(ctx, name, filepath.Join(work, name+".reach"))
			lock.Lock()
			b.tests = append(b.tests, recorded)
			lock.Unlock()
			return err
		})
	}
	return b, group.Wait()
}

// record runs one test without a mutant.
func (b *binary) record(ctx context.Context, test, file string) (reach, error) {
	start := time.Now()
	killed, output := b.run(ctx, []string{test}, 20*time.Minute, "MUTATION_REACH="+file)
	result := reach{test: test, mutants: map[int]bool{}, took: time.Since(start)}
	if killed {
		return result, fmt.Errorf("%s of %s fails without a mutant:\n%s", test, b.folder, output)
	}
	text, err := os.ReadFile(file)
	if os.IsNotExist(err) {
		return result, nil
	} else if err != nil {
		return result, err
	}
	for line := range strings.Lines(string(text)) {
		id, err := strconv.Atoi(strings.TrimSpace(line))
		if err != nil {
			return result, err
		}
		result.mutants[id] = true
	}
	return result, os.Remove(file)
}

// first is the number of tests that run first, of those that reach a mutant: the tests that reach the fewest mutants.
const first = 4

// kills runs the tests that reach a mutant. Without such tests, reached is false.
func (b *binary) kills(ctx context.Context, id int) (killed, reached bool) {
	var tests []reach
	for _, test := range b.tests {
		if test.mutants[id] {
			tests = append(tests, test)
		}
	}
	slices.SortFunc(tests, func(a, b reach) int {
		return cmp.Or(cmp.Compare(len(a.mutants), len(b.mutants)), cmp.Compare(a.test, b.test))
	})
	for _, part := range [][]reach{tests[:min(first, len(tests))], tests[min(first, len(tests)):]} {
		if len(part) == 0 {
			continue
		}
		var names []string
		limit := 30 * time.Second
		for _, test := range part {
			names = append(names, test.test)
			limit += 10 * test.took
		}
		if killed, _ := b.run(ctx, names, limit, "MUTATION_MUTANT="+strconv.Itoa(id)); killed {
			return true, true
		}
	}
	return false, len(tests) > 0
}

// memory is the limit of the data of a test, in kilobytes: a mutant can allocate without end. A limit of the address space would
// stop browsers, which reserve more than they use.
const memory = 8 << 20

// run runs tests up to the first failure, and reports whether there was one.
func (b *binary) run(ctx context.Context, tests []string, limit time.Duration, variable string) (failed bool, output string) {
	limited, stop := context.WithTimeout(ctx, limit)
	defer stop()
	command := exec.CommandContext(limited, "bash", "-c", `ulimit -d "$0"; exec "$@"`, strconv.Itoa(memory), b.path,
		"-test.run", "^("+strings.Join(tests, "|")+")$", "-test.v", "-test.failfast", "-test.timeout", "0")
	command.Dir = b.folder
	command.Env = append(os.Environ(), variable, "RAPID_NOFAILFILE=1") // the failure of a mutant is not test data
	command.WaitDelay = time.Second
	var text bytes.Buffer
	reader, writer, err := os.Pipe()
	if err != nil {
		return true, err.Error()
	}
	defer reader.Close()
	command.Stdout, command.Stderr = writer, writer
	if err := command.Start(); err != nil {
		writer.Close()
		return true, err.Error()
	}
	writer.Close()
	done := make(chan error, 1)
	go func() { done <- command.Wait() }()
	go func() {
		lines := bufio.NewReader(reader)
		for {
			line, err := lines.ReadString('\n')
			text.WriteString(line)
			if strings.Contains(line, "--- FAIL: ") {
				stop()
			}
			if err != nil {
				return
			}
		}
	}()
	err = <-done
	return err != nil, text.String()
}
