package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// soakRounds is the variable with the number of rounds. Without it, each kind of round runs once.
const soakRounds = "COGNITOKIT_SOAK_ROUNDS"

// soakKind is a kind of round: what happens to the disk during the load, or to the file after the kill.
type soakKind struct {
	name string
	// disk changes the disk during the load, and waits until the load has noticed.
	disk func(s *soak)
	// damage changes the database of a copy of the state directory, which the command then opens.
	damage func(text []byte) []byte
}

var soakKinds = []soakKind{
	{name: "kill -9 during writes"},
	{name: "kill -9 during a slow fsync", disk: func(s *soak) {
		s.disk.delay.Store(int64(20 * time.Millisecond))
		s.awaitAcknowledged(1 + rand.IntN(8))
	}},
	{name: "full disk, then space", disk: func(s *soak) {
		s.disk.full.Store(true)
		s.awaitRefused(4)
		s.disk.full.Store(false)
		s.awaitAcknowledged(1 + rand.IntN(8))
	}},
	{name: "full disk, then kill -9", disk: func(s *soak) {
		s.disk.full.Store(true)
		s.awaitRefused(4)
	}},
	{name: "failed fsync", disk: func(s *soak) {
		s.disk.broken.Store(true)
		s.awaitRefused(4)
		s.disk.broken.Store(false) // the server writes nothing more, although the disk works again
		s.awaitRefused(4)
	}},
	{name: "truncated file", damage: func(text []byte) []byte { return text[:1+rand.IntN(len(text)-1)] }},
	{name: "overwritten header", damage: func(text []byte) []byte {
		header := 2 * os.Getpagesize()
		for i := range header {
			text[i] = byte(rand.Uint32())
		}
		return text
	}},
	{name: "overwritten page", damage: func(text []byte) []byte {
		size := os.Getpagesize()
		page := text[size*rand.IntN(len(text)/size):]
		for i := range page[:size] {
			page[i] = byte(rand.Uint32())
		}
		return text
	}},
	{name: "changed byte", damage: func(text []byte) []byte {
		text[rand.IntN(len(text))] ^= byte(1 + rand.IntN(255))
		return text
	}},
	{name: "empty file", damage: func([]byte) []byte { return nil }},
	{name: "foreign file", damage: func([]byte) []byte { return []byte("SQLite format 3\x00" + strings.Repeat("\x00", 1<<16)) }},
}

// soak is a state directory, with what its servers have acknowledged and refused.
type soak struct {
	t     *testing.T
	root  *process
	state string
	pool  string
	disk  faultyDisk

	mu       sync.Mutex
	present  map[string]bool // acknowledged groups
	absent   map[string]bool // refused groups
	figures  *soakFigures    // of the kind of the round
	families []*soakFamily
}

// soakFamily is a user with a rotating refresh token.
type soakFamily struct {
	client, token string
	unknown       bool // the response to the last rotation is missing or says that the file may have it
}

const soakWriters = 4

// The test loads, kills and restarts a server that stores its state, with a disk that fails in each way, and opens
// damaged files. The next server has every acknowledged write and no refused one. COGNITOKIT_SOAK_ROUNDS sets
// the number of rounds: make soak.
func TestSoak(t *testing.T) {
	t.Parallel()
	rounds := len(soakKinds)
	if text := os.Getenv(soakRounds); text != "" {
		var err error
		rounds, err = strconv.Atoi(text)
		require.NoError(t, err, soakRounds)
	}
	p := newProcess(t)
	s := &soak{t: t, root: p, state: filepath.Join(p.root, "state"), present: map[string]bool{}, absent: map[string]bool{}, figures: &soakFigures{}}
	server := s.start()
	s.createPool(server)
	all := make([]soakFigures, len(soakKinds))
	for round := range rounds {
		kind := soakKinds[round%len(soakKinds)]
		s.figures = &all[round%len(soakKinds)]
		s.figures.rounds++
		s.load(server, kind, round)
		s.figures.kills++
		if kind.damage != nil {
			s.openDamaged(kind, round)
		}
		server = s.start()
		s.verify(server)
	}
	server.controlC()
	server.exits(0)
	t.Log("\n" + soakTable(all))
	for i, f := range all {
		assert.Zero(t, f.lost, "lost writes: %s", soakKinds[i].name)
		assert.Zero(t, f.kept, "refused writes that were kept: %s", soakKinds[i].name)
	}
}

func (s *soak) load(v soakServer, kind soakKind, round int) {
	s.t.Helper()
	var running sync.WaitGroup
	for writer := range soakWriters {
		running.Go(func() {
			for n := 0; s.write(v, writer, fmt.Sprintf("group-%d-%d-%d", round, writer, n)); n++ {
			}
		})
	}
	s.awaitAcknowledged(1 + rand.IntN(40))
	if kind.disk != nil {
		kind.disk(s)
	}
	v.signal(syscall.SIGKILL)
	running.Wait()
	<-v.ended
	v.client.CloseIdleConnections()
}

func (s *soak) awaitAcknowledged(more int) {
	s.t.Helper()
	s.await(more, func(f *soakFigures) int { return f.acknowledged })
}

func (s *soak) awaitRefused(more int) {
	s.t.Helper()
	s.await(more, func(f *soakFigures) int { return f.refused })
}

// await waits until a figure has grown.
func (s *soak) await(more int, figure func(*soakFigures) int) {
	s.t.Helper()
	read := func() int {
		s.mu.Lock()
		defer s.mu.Unlock()
		return figure(s.figures)
	}
	begin := read()
	require.Eventually(s.t, func() bool { return read() >= begin+more }, processTimeout, time.Millisecond)
}

// write creates a group and rotates the writer's refresh token. It returns false after the kill.
func (s *soak) write(v soakServer, writer int, group string) bool {
	status, text := v.call("CreateGroup", map[string]any{"UserPoolId": s.pool, "GroupName": group})
	switch s.count(status, text) {
	case acknowledged:
		s.note(s.present, group)
	case refused:
		s.note(s.absent, group)
	}
	f := s.families[writer]
	if status == 0 || f.unknown {
		return status != 0
	}
	status, text = v.call("GetTokensFromRefreshToken", map[string]any{"ClientId": f.client, "RefreshToken": f.token})
	switch s.count(status, text) {
	case acknowledged:
		var out soakTokens
		if json.Unmarshal(text, &out) == nil {
			f.token = out.AuthenticationResult.RefreshToken
		}
	case unknown:
		f.unknown = true
	}
	return status != 0
}

type soakResult int

const (
	acknowledged soakResult = iota
	refused
	unknown
)

// count counts a response.
func (s *soak) count(status int, text []byte) soakResult {
	s.mu.Lock()
	defer s.mu.Unlock()
	switch {
	case status == http.StatusOK:
		s.figures.acknowledged++
		return acknowledged
	case status == 0:
		s.figures.unanswered++
		return unknown
	case status == http.StatusInternalServerError && strings.Contains(string(text), "the failed change may be in the file"):
		s.figures.uncertain++
		return unknown
	case status == http.StatusInternalServerError && strings.Contains(string(text), "the state cannot be written: "):
		s.figures.refused++
		return refused
	}
	s.t.Errorf("got %d %s", status, text)
	return unknown
}

func (s *soak) note(groups map[string]bool, name string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	groups[name] = true
}

// verify compares the groups of a server with what its predecessors have acknowledged and refused, and uses each
// refresh token.
func (s *soak) verify(v soakServer) {
	s.t.Helper()
	lost, kept := s.compare(v)
	s.figures.lost += lost
	s.figures.kept += kept
	for i, f := range s.families {
		if f.unknown {
			s.signIn(v, i)
			continue
		}
		status, text := v.call("GetTokensFromRefreshToken", map[string]any{"ClientId": f.client, "RefreshToken": f.token})
		if status != http.StatusOK {
			s.t.Errorf("the refresh token of the last acknowledged rotation: %d %s", status, text)
			s.figures.lost++
			s.signIn(v, i)
			continue
		}
		var out soakTokens
		require.NoError(s.t, json.Unmarshal(text, &out))
		f.token = out.AuthenticationResult.RefreshToken
	}
}

// compare returns how many acknowledged groups a server does not have, and how many refused ones it has.
func (s *soak) compare(v soakServer) (lost, kept int) {
	s.t.Helper()
	found, next := map[string]bool{}, ""
	for {
		in := map[string]any{"UserPoolId": s.pool, "Limit": 60}
		if next != "" {
			in["NextToken"] = next
		}
		var page struct {
			Groups    []struct{ GroupName string }
			NextToken string
		}
		v.ok("ListGroups", in, &page)
		for _, group := range page.Groups {
			found[group.GroupName] = true
		}
		if next = page.NextToken; next == "" {
			break
		}
	}
	for name := range s.present {
		if !found[name] {
			lost++
		}
	}
	for name := range s.absent {
		if found[name] {
			kept++
		}
	}
	return lost, kept
}

// clearRefusal matches the line for a damaged or foreign file: what is wrong, and what to do.
var clearRefusal = regexp.MustCompile(`^cognitokit: (?:the state in \S+ cannot be read: )?\S+state\.db (is damaged \(.+\): restore it from a copy|is empty and so holds no state: restore it from a copy|is not a database of the emulator: move it away|is the database of another program: choose|has the format .+: use the version|cannot be opened: .+), or .+\n$`)

// openDamaged opens a damaged copy of the state. The command refuses it with one line and does not change it, or
// the server has everything.
func (s *soak) openDamaged(kind soakKind, round int) {
	s.t.Helper()
	dir := filepath.Join(s.root.root, fmt.Sprintf("copy-%d", round))
	require.NoError(s.t, os.CopyFS(dir, os.DirFS(s.state)))
	defer os.RemoveAll(dir)
	path := filepath.Join(dir, "state.db")
	text, err := os.ReadFile(path)
	require.NoError(s.t, err)
	text = kind.damage(text)
	require.NoError(s.t, os.WriteFile(path, text, 0o600))
	p := s.root.sibling().start("serve", "--listen", "127.0.0.1:0", "--state", dir)
	opened := func() bool { return announcedEndpoint.MatchString(p.stdout.String()) }
	for !opened() {
		select {
		case <-p.ended:
			p.exits(2)
			assert.Regexp(s.t, clearRefusal, p.stderr.String(), "%s", kind.name)
			after, err := os.ReadFile(path)
			require.NoError(s.t, err)
			assert.True(s.t, bytes.Equal(text, after), "%s: the command has changed the file: %s", kind.name, p.stderr.String())
			s.figures.refusedOpens++
			return
		case <-time.After(5 * time.Millisecond):
		}
	}
	v := soakServer{p, announcedEndpoint.FindStringSubmatch(p.stdout.String())[1], http.DefaultClient}
	lost, kept := s.compare(v)
	s.figures.lost += lost
	s.figures.kept += kept
	s.figures.wholeOpens++
	p.controlC()
	p.exits(0)
}
