package main

import (
	"cmp"
	"context"
	"crypto/sha256"
	"fmt"
	"io"
	"slices"
	"sync"
	"time"

	"golang.org/x/sync/errgroup"
)

// threshold is the least score of a package, in percent.
const threshold = 85

// score is the result of a package.
type score struct {
	folder                 string
	mutants, run, late     int // late: no time was left
	killed, killedByWider  int
	equivalent             int
	survived, notReached   []mutant
	unlisted, killedListed []mutant
}

// percent is the share of the killed mutants among those that a test can kill.
func (s *score) percent() float64 {
	if s.run == s.equivalent {
		return 100
	}
	return 100 * float64(s.killed+s.killedByWider) / float64(s.run-s.equivalent)
}

// sample selects the mutants with the least hashes, so that a change of the source changes few members of the sample.
func sample(mutants []mutant, folder, seed string, size int) []mutant {
	if size <= 0 || size >= len(mutants) {
		return mutants
	}
	hash := func(m mutant) string {
		sum := sha256.Sum256([]byte(seed + "\n" + folder + "\n" + m.key))
		return string(sum[:])
	}
	return slices.SortedFunc(slices.Values(mutants), func(a, b mutant) int { return cmp.Compare(hash(a), hash(b)) })[:size]
}

// runner runs mutants. It builds the tests of a folder once.
type runner struct {
	options
	source   *mutated
	work     string
	binaries map[string]*binary
	log      io.Writer
	start    time.Time
}

// binary returns the test binary of a folder.
func (r *runner) binary(ctx context.Context, folder string) (*binary, error) {
	if b, built := r.binaries[folder]; built {
		return b, nil
	}
	start := time.Now()
	b, err := build(ctx, r.source, folder, r.work, r.workers)
	r.binaries[folder] = b
	if err == nil {
		fmt.Fprintf(r.log, "%s: %d tests, recorded in %s\n", folder, len(b.tests), time.Since(start).Round(time.Second))
	}
	return b, err
}

// measure runs the mutants of a package.
func (r *runner) measure(ctx context.Context, t target, listed map[string]survivor) (*score, error) {
	mutants := r.source.mutants[t.folder]
	selected := sample(mutants, t.folder, r.seed, r.sample)
	result := &score{folder: t.folder, mutants: len(mutants), run: len(selected)}
	fmt.Fprintf(r.log, "%s: %d of %d mutants, seed %s\n", t.folder, len(selected), len(mutants), r.seed)
	reached := map[int]bool{}
	left := selected
	if r.own {
		t.wider = nil
	}
	for i, folder := range append([]string{t.folder}, t.wider...) {
		if len(left) == 0 {
			break
		}
		b, err := r.binary(ctx, folder)
		if err != nil {
			return nil, err
		}
		before := len(left)
		var late []mutant
		left, late, err = r.survivors(ctx, b, left, reached, i == 0)
		if err != nil {
			return nil, err
		}
		result.late += len(late)
		killed := before - len(left) - len(late)
		if i == 0 {
			result.killed = killed
		} else {
			result.killedByWider += killed
		}
		fmt.Fprintf(r.log, "%s: the tests of %s kill %d\n", t.folder, folder, killed)
		for _, m := range left {
			fmt.Fprintf(r.log, "  left: %s:%d: %s\n", m.file, m.line, m.key)
		}
	}
	result.run -= result.late
	result.survivors(selected, left, reached, listed)
	return result, nil
}

// survivors returns the mutants that the tests of the binary do not kill, and marks the mutants that they reach. late are the
// mutants for which no time was left. Only the first tests of a mutant have a limit: otherwise it would omit survivors alone.
func (r *runner) survivors(ctx context.Context, b *binary, mutants []mutant, reached map[int]bool, limited bool) (left, late []mutant, err error) {
	var lock sync.Mutex
	group := errgroup.Group{}
	group.SetLimit(r.workers)
	for _, m := range mutants {
		group.Go(func() error {
			if limited && r.limit > 0 && time.Since(r.start) > r.limit {
				lock.Lock()
				defer lock.Unlock()
				late = append(late, m)
				return nil
			}
			killed, reaches := b.kills(ctx, m.id)
			if ctx.Err() != nil {
				return ctx.Err()
			}
			lock.Lock()
			defer lock.Unlock()
			reached[m.id] = reached[m.id] || reaches
			if !killed {
				left = append(left, m)
			}
			return nil
		})
	}
	err = group.Wait()
	slices.SortFunc(left, func(a, b mutant) int { return cmp.Compare(a.id, b.id) })
	return left, late, err
}

// survivors compares the survivors with the listed ones.
func (s *score) survivors(selected, left []mutant, reached map[int]bool, listed map[string]survivor) {
	survived := map[string]bool{}
	for _, m := range left {
		survived[m.key] = true
		entry, known := listed[m.key]
		switch {
		case entry.Equivalent != "":
			s.equivalent++
			continue
		case !known:
			s.unlisted = append(s.unlisted, m)
		}
		if reached[m.id] {
			s.survived = append(s.survived, m)
		} else {
			s.notReached = append(s.notReached, m)
		}
	}
	for _, m := range selected {
		if _, known := listed[m.key]; known && !survived[m.key] {
			s.killedListed = append(s.killedListed, m)
		}
	}
}
