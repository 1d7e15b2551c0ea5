//go:build linux

package durable

import (
	"os"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"syscall"
	"testing"
	"unsafe"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.etcd.io/bbolt"
	"golang.org/x/sys/unix"
)

// A failingCall is a system call that returns an error instead of running.
type failingCall struct {
	call     uint32
	errno    syscall.Errno
	argument int // the call fails only if this argument has the value; 0 if every call fails
	value    uint32
}

// during runs a function in a thread whose system calls fail (seccomp(2)). The thread ends with the function, so other
// tests have no failing calls.
func during(t *testing.T, f func(), calls ...failingCall) {
	t.Helper()
	var program []unix.SockFilter
	load := func(offset int) {
		program = append(program, unix.SockFilter{Code: unix.BPF_LD | unix.BPF_W | unix.BPF_ABS, K: uint32(offset)})
	}
	unless := func(value uint32, skip int) {
		program = append(program, unix.SockFilter{Code: unix.BPF_JMP | unix.BPF_JEQ | unix.BPF_K, K: value, Jf: uint8(skip)})
	}
	answer := func(value uint32) {
		program = append(program, unix.SockFilter{Code: unix.BPF_RET | unix.BPF_K, K: value})
	}
	for _, c := range calls {
		load(0) // the number of the call, in struct seccomp_data
		if c.argument == 0 {
			unless(c.call, 1)
		} else {
			unless(c.call, 3)
			load(16 + 8*c.argument) // its lower half
			unless(c.value, 1)
		}
		answer(unix.SECCOMP_RET_ERRNO | uint32(c.errno))
	}
	answer(unix.SECCOMP_RET_ALLOW)
	done := make(chan error)
	go func() {
		runtime.LockOSThread() // until the end, which ends the thread
		filter := unix.SockFprog{Len: uint16(len(program)), Filter: &program[0]}
		err := unix.Prctl(unix.PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
		if err == nil {
			err = unix.Prctl(unix.PR_SET_SECCOMP, unix.SECCOMP_MODE_FILTER, uintptr(unsafe.Pointer(&filter)), 0, 0)
		}
		if err == nil {
			f()
		}
		done <- err
	}()
	require.NoError(t, <-done)
}

// openDuring opens a database while system calls fail.
func openDuring(t *testing.T, dir string, options bbolt.Options, calls ...failingCall) (j *Journal, err error) {
	t.Helper()
	during(t, func() { j, err = open(dir, account, options) }, calls...)
	if err == nil {
		t.Cleanup(func() { _ = j.Close() })
	}
	return j, err
}

// unfinishedName is the name of a file that create has not finished.
var unfinishedName = regexp.MustCompile(`state\.db\.new-\d+`)

func TestFailureToCreateIsReported(t *testing.T) {
	t.Parallel()
	page := uint32(os.Getpagesize())
	noLink := failingCall{call: unix.SYS_LINKAT, errno: unix.EPERM}
	for _, tt := range []struct {
		name  string
		fail  []failingCall
		want  string // DIR stands for the directory
		files int    // the number of files after the error
	}{
		{"the directory is not readable", []failingCall{{call: unix.SYS_GETDENTS64, errno: unix.EACCES}}, "the state directory cannot be read: readdirent DIR/state: permission denied: check its permissions, or choose another directory", 0},
		{"the disk is full", []failingCall{{call: unix.SYS_PWRITE64, errno: unix.ENOSPC}}, "DIR/state/state.db cannot be created: write DIR/state/UNFINISHED: no space left on device", 0},
		{"the disk is full after the first pages", []failingCall{{call: unix.SYS_PWRITE64, errno: unix.ENOSPC, argument: 2, value: page}}, "DIR/state/state.db cannot be created: write DIR/state/UNFINISHED: no space left on device", 0},
		{"the disk fails", []failingCall{{call: unix.SYS_FDATASYNC, errno: unix.EIO}}, "DIR/state/state.db cannot be created: input/output error", 0},
		{"the file gets no name", []failingCall{noLink, {call: unix.SYS_RENAMEAT, errno: unix.EPERM}}, "DIR/state/state.db cannot be created: rename DIR/state/UNFINISHED DIR/state/state.db: operation not permitted", 0},
		{"its name is not on disk", []failingCall{{call: unix.SYS_FSYNC, errno: unix.EIO}}, "DIR/state/state.db cannot be created: sync DIR/state: input/output error\nsync DIR: input/output error", 1},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			parent := t.TempDir()
			dir := filepath.Join(parent, "state")
			_, err := openDuring(t, dir, bbolt.Options{NoGrowSync: true}, tt.fail...)
			require.Error(t, err)
			require.Equal(t, replaceDir(tt.want, parent), unfinishedName.ReplaceAllString(err.Error(), "UNFINISHED"))
			files, err := os.ReadDir(dir)
			require.NoError(t, err)
			assert.Len(t, files, tt.files)
			assert.Empty(t, records(t, mustOpen(t, dir)), "the next start creates or opens the file")
		})
	}

	t.Run("a slash at the end", func(t *testing.T) {
		t.Parallel()
		parent := t.TempDir()
		_, err := openDuring(t, filepath.Join(parent, "state")+"/", bbolt.Options{NoGrowSync: true}, failingCall{call: unix.SYS_FSYNC, errno: unix.EIO})
		require.ErrorContains(t, err, "\nsync "+parent+": ", "the name of the directory is on disk, too")
	})
	t.Run("a file system without links", func(t *testing.T) {
		t.Parallel()
		dir := t.TempDir()
		j, err := openDuring(t, dir, bbolt.Options{}, noLink)
		require.NoError(t, err)
		require.NoError(t, j.Commit(group("first")))
		require.NoError(t, j.Close())
		assert.Len(t, records(t, mustOpen(t, dir)), 2)
	})
}

func TestCreateClosesItsFile(t *testing.T) {
	t.Parallel()
	for name, fail := range map[string][]failingCall{
		"a new database": nil,
		"a full disk":    {{call: unix.SYS_PWRITE64, errno: unix.ENOSPC}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			path := filepath.Join(t.TempDir(), fileName)
			during(t, func() { _ = create(path, account, bbolt.Options{}) }, fail...)
			files, err := filepath.Glob("/proc/self/fd/*")
			require.NoError(t, err)
			require.NotEmpty(t, files)
			for _, file := range files {
				target, _ := os.Readlink(file) // another test may have closed it
				assert.NotContains(t, target, path)
			}
		})
	}
}

func TestFailureToReadIsReported(t *testing.T) {
	t.Parallel()
	const size = 1024
	whole := t.TempDir()
	kinds := withEveryPage(t, whole)
	database, err := os.ReadFile(filepath.Join(whole, fileName))
	require.NoError(t, err)
	read := func(argument int, value uint32) failingCall {
		return failingCall{call: unix.SYS_PREAD64, errno: unix.EIO, argument: argument, value: value}
	}
	page := func(kind string) failingCall { return read(3, uint32(size*slices.Index(kinds, kind))) }
	const (
		damaged = "FILE is damaged (read FILE: input/output error): restore it from a copy, or choose another directory"
		noLock  = "FILE cannot be opened: no locks available"
	)
	for _, tt := range []struct {
		name string
		size int
		fail failingCall
		want string // FILE stands for the file
	}{
		{"the first header", len(database), read(3, 16), damaged},
		{"the second header", len(database), read(3, size+16), damaged},
		{"a branch", len(database), page("branch"), damaged},
		{"a leaf", len(database), page("leaf"), damaged},
		{"the list of free pages", len(database), page("freelist"), damaged},
		{"a record of several pages", len(database), read(2, 5*size), damaged},
		{"the end of the check", len(database), failingCall{call: unix.SYS_MUNMAP, errno: unix.EINVAL, argument: 1, value: 1 << 15}, "FILE cannot be opened: unmap error: invalid argument"},
		{"no lock for readers", len(database), failingCall{call: unix.SYS_FLOCK, errno: unix.ENOLCK, argument: 1, value: unix.LOCK_SH | unix.LOCK_NB}, noLock},
		{"no lock for writers", len(database), failingCall{call: unix.SYS_FLOCK, errno: unix.ENOLCK, argument: 1, value: unix.LOCK_EX | unix.LOCK_NB}, noLock},
		{"no lock of a short file", 2 * os.Getpagesize(), failingCall{call: unix.SYS_FLOCK, errno: unix.ENOLCK}, noLock},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			dir := t.TempDir()
			path := filepath.Join(dir, fileName)
			require.NoError(t, os.WriteFile(path, database[:tt.size], 0o600))
			_, err := openDuring(t, dir, bbolt.Options{}, tt.fail)
			require.EqualError(t, err, strings.ReplaceAll(tt.want, "FILE", path))
			after, err := os.ReadFile(path)
			require.NoError(t, err)
			assert.Equal(t, database[:tt.size], after)
		})
	}
}

func TestFailureToCloseIsReported(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	j := mustOpen(t, dir)
	var err error
	during(t, func() { err = j.Close() }, failingCall{call: unix.SYS_MUNMAP, errno: unix.EINVAL, argument: 1, value: 1 << 15})
	require.EqualError(t, err, "unmap error: invalid argument")
}
