//go:build unix

package durable

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/transaction"
)

// The files have the name of the database but are not a database.
func TestOpenRejectsOtherFiles(t *testing.T) {
	t.Parallel()
	const (
		empty   = "DIR/state.db is empty and so holds no state: restore it from a copy, or delete it to start with no user pools"
		foreign = "DIR/state.db is not a database of the emulator: move it away, or choose another directory"
		noFile  = "DIR/state.db is not a regular file: move it away, or choose another directory"
		cut     = "DIR/state.db is damaged (it is cut off): restore it from a copy, or choose another directory"
	)
	whole := t.TempDir()
	j := mustOpen(t, whole)
	require.NoError(t, j.Close())
	database, err := os.ReadFile(filepath.Join(whole, fileName))
	require.NoError(t, err)
	write := func(text string) func(string) error {
		return func(path string) error { return os.WriteFile(path, []byte(text), 0o600) }
	}
	for _, tt := range []struct {
		name string
		make func(path string) error
		want string
	}{
		{"empty file", write(""), empty},
		{"a space", write(" "), foreign},
		{"white space", write(strings.Repeat(" \n", 10000)), foreign},
		{"zeros", write(strings.Repeat("\x00", 1<<16)), foreign},
		{"JSON", write(`{"pools":[]}`), foreign},
		{"SQLite", write("SQLite format 3\x00" + strings.Repeat("\x00", 8192)), foreign},
		{"ZIP", write("PK\x03\x04"), foreign},
		{"a byte of the header", write(string(database[:1])), foreign},
		{"half a page", write(string(database[:2048])), foreign},
		{"one page", write(string(database[:4096])), cut},
		{"a directory", func(path string) error { return os.Mkdir(path, 0o700) }, noFile},
		{"a pipe", func(path string) error { return syscall.Mkfifo(path, 0o600) }, noFile},
		{"a device", func(path string) error { return os.Symlink(os.DevNull, path) }, noFile},
		{"a link to nothing", func(path string) error { return os.Symlink("elsewhere", path) }, "DIR/state.db cannot be opened: open DIR/state.db: no such file or directory"},
		{"a link to an empty file", func(path string) error {
			if err := os.WriteFile(path+".target", nil, 0o600); err != nil {
				return err
			}
			return os.Symlink(path+".target", path)
		}, empty},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			dir := t.TempDir()
			path := filepath.Join(dir, fileName)
			require.NoError(t, tt.make(path))
			before, err := os.Lstat(path)
			require.NoError(t, err)
			for range 2 {
				_, err := Open(dir, account)
				require.EqualError(t, err, replaceDir(tt.want, dir))
			}
			after, err := os.Lstat(path)
			require.NoError(t, err)
			assert.Equal(t, []any{before.Mode(), before.Size(), before.ModTime()}, []any{after.Mode(), after.Size(), after.ModTime()}, "Open does not change the file")
		})
	}
}

// A crash in create leaves a temporary file without or with a part of the database.
func TestOpenAfterACrashInCreate(t *testing.T) {
	t.Parallel()
	whole := t.TempDir()
	j := mustOpen(t, whole)
	require.NoError(t, j.Close())
	database, err := os.ReadFile(filepath.Join(whole, fileName))
	require.NoError(t, err)
	for _, size := range []int{-1, 0, 1, 4096, len(database)} {
		t.Run(fmt.Sprintf("%d bytes", size), func(t *testing.T) {
			t.Parallel()
			dir := t.TempDir()
			if size >= 0 {
				require.NoError(t, os.WriteFile(filepath.Join(dir, unfinishedPrefix+"1"), database[:size], 0o600))
			}
			j := mustOpen(t, dir)
			require.NoError(t, j.Commit([]transaction.Change{{Kind: "users", Key: "/jo", Value: []byte("1")}}))
			require.NoError(t, j.Close())
			assert.Equal(t, map[string]string{"users /jo": "1"}, records(t, mustOpen(t, dir)))
			files, err := os.ReadDir(dir)
			require.NoError(t, err)
			assert.Len(t, files, 1, "Open removes the temporary file")
		})
	}
}

// If servers start in a new directory at the same time, one opens it, and the others return an
// error.
func TestOnlyOneOfSeveralServersOpensADirectory(t *testing.T) {
	t.Parallel()
	for range 5 {
		dir := filepath.Join(t.TempDir(), "state")
		journals, errs := make([]*Journal, 4), make([]error, 4)
		var running sync.WaitGroup
		for i := range journals {
			running.Go(func() { journals[i], errs[i] = Open(dir, account) })
		}
		running.Wait()
		opened := 0
		for i, j := range journals {
			if errs[i] == nil {
				opened++
				require.NoError(t, j.Commit([]transaction.Change{{Kind: "users", Key: "/jo", Value: []byte("1")}}))
				require.NoError(t, j.Close())
				continue
			}
			assert.EqualError(t, errs[i], "another server uses the state directory "+dir+": stop it, or choose another directory")
		}
		assert.Equal(t, 1, opened)
		assert.Equal(t, map[string]string{"users /jo": "1"}, records(t, mustOpen(t, dir)))
	}
}
