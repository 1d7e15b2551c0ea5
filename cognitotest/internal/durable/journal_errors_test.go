//go:build unix

package durable

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.etcd.io/bbolt"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/transaction"
)

func TestLoadEndsWithTheErrorOfItsReader(t *testing.T) {
	t.Parallel()
	j := mustOpen(t, t.TempDir())
	require.NoError(t, j.Commit([]transaction.Change{{Kind: "users", Key: "a", Value: []byte("1")}, {Kind: "users", Key: "b", Value: []byte("2")}}))
	calls := 0
	err := j.Load(func(transaction.Change) error { calls++; return io.ErrUnexpectedEOF })
	assert.ErrorIs(t, err, io.ErrUnexpectedEOF)
	assert.Equal(t, 1, calls)
}

// bbolt rejects a record without a key before it writes. The file is as before, so the journal continues.
func TestRejectedRecordDoesNotStopTheJournal(t *testing.T) {
	t.Parallel()
	j := mustOpen(t, t.TempDir())
	err := j.Commit([]transaction.Change{{Kind: "users", Key: "a", Value: []byte("1")}, {Kind: "users", Value: []byte("2")}})
	require.Error(t, err)
	require.NoError(t, j.Lost())
	assert.Empty(t, records(t, j))
	require.NoError(t, j.Commit([]transaction.Change{{Kind: "users", Key: "a", Value: []byte("3")}}))
	assert.Equal(t, map[string]string{"users a": "3"}, records(t, j))
}

// A file that is cut off where it has grown while the server runs is reported, and neither a later change nor Close waits
// for the transaction in which bbolt has panicked.
func TestGrownFileThatIsCutOffIsReported(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	j := mustOpen(t, dir)
	path := filepath.Join(dir, fileName)
	opened, err := os.Stat(path)
	require.NoError(t, err)
	var changes []transaction.Change
	for key := range strings.SplitSeq("abcdefghijklmnopqrstuvwxyz", "") {
		changes = append(changes, transaction.Change{Kind: "users", Key: key, Value: make([]byte, 4000)})
	}
	require.NoError(t, j.Commit(changes))
	require.NoError(t, os.Truncate(path, opened.Size()))

	damaged := path + " is damaged (runtime error: invalid memory address or nil pointer dereference): restore it from a copy, or choose another directory"
	assert.EqualError(t, j.Load(func(transaction.Change) error { return nil }), damaged)
	for range 2 {
		assert.EqualError(t, j.Commit(changes), damaged)
	}
	require.NoError(t, j.Close())
	_, err = Open(dir, account)
	assert.EqualError(t, err, path+" is damaged (it is cut off): restore it from a copy, or choose another directory")
}

// A commit without its checksum would leave a file that does not open.
func TestCommitWithoutItsChecksumFails(t *testing.T) {
	t.Parallel()
	j := mustOpen(t, t.TempDir())
	require.NoError(t, j.db.Update(func(tx *bbolt.Tx) error {
		about := tx.Bucket(aboutBucket)
		if err := about.Delete(checksumKey); err != nil {
			return err
		}
		_, err := about.CreateBucket(checksumKey) // a bucket cannot have a value
		return err
	}))
	require.Error(t, j.Commit([]transaction.Change{{Kind: "users", Key: "a", Value: []byte("1")}}))
	assert.NotContains(t, records(t, j), "users a")
}

func TestRecordWithoutAKindIsRejected(t *testing.T) {
	t.Parallel()
	j := mustOpen(t, t.TempDir())
	require.Error(t, j.Commit([]transaction.Change{{Kind: "users", Key: "a", Value: []byte("1")}, {Key: "b", Value: []byte("2")}}))
	assert.Empty(t, records(t, j))
	require.NoError(t, j.Lost())
}

func TestDescriptionOfAFileIsNotReplaced(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	j := mustOpen(t, dir)
	require.Error(t, j.db.Update(func(tx *bbolt.Tx) error { return describe(tx, "999999999999") }))
	require.NoError(t, j.Close())
	mustOpen(t, dir)
}

func TestOpenRejectsAChangedDescription(t *testing.T) {
	t.Parallel()
	const description, records = "is damaged (its description is overwritten)", "is damaged (its records do not match their checksum)"
	for _, tt := range []struct {
		name       string
		key, value []byte
		want       string
	}{
		{"another account", accountIDKey, []byte("999999999999"), records},
		{"no account", accountIDKey, nil, description},
		{"no number as the format", formatKey, []byte("3\n"), description},
		{"a long format", formatKey, []byte(strings.Repeat("9", 1000)), description},
		{"no format", formatKey, nil, description},
		{"the format without a checksum", formatKey, []byte("1"), description},
		{"a later format", formatKey, []byte("12"), "has the format 12, and this version reads 1, 2 and 3: use the version that wrote it"},
		{"no checksum", checksumKey, nil, description},
		{"a short checksum", checksumKey, []byte{1}, records},
		{"another checksum", checksumKey, encode(1), records},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			dir := t.TempDir()
			j, err := Open(dir, account)
			require.NoError(t, err)
			require.NoError(t, j.db.Update(func(tx *bbolt.Tx) error {
				if tt.value == nil {
					return tx.Bucket(aboutBucket).Delete(tt.key)
				}
				return tx.Bucket(aboutBucket).Put(tt.key, tt.value)
			}))
			require.NoError(t, j.Close())
			_, err = Open(dir, account)
			assert.ErrorContains(t, err, tt.want)
		})
	}
}

func TestStateDirectoryBelowAFileIsRejected(t *testing.T) {
	t.Parallel()
	file := filepath.Join(t.TempDir(), "file")
	require.NoError(t, os.WriteFile(file, nil, 0o600))
	_, err := Open(filepath.Join(file, "state"), account)
	assert.ErrorContains(t, err, "the state directory cannot be created")
	assert.ErrorContains(t, err, "choose another directory")
}

func TestSyncOfADirectoryIgnoresWhatASystemDoesNotSupport(t *testing.T) {
	t.Parallel()
	for _, ignored := range []error{nil, errors.ErrUnsupported, syscall.EINVAL, fs.ErrPermission, &fs.PathError{Op: "sync", Err: syscall.EINVAL}} {
		assert.NoError(t, ignoreUnsupported(ignored))
	}
	for _, failure := range []error{syscall.EIO, fs.ErrNotExist, syscall.ENOSPC} {
		assert.ErrorIs(t, ignoreUnsupported(failure), failure)
	}
	assert.NoError(t, syncDirectory(t.TempDir()))
	assert.ErrorIs(t, syncDirectory(filepath.Join(t.TempDir(), "missing")), fs.ErrNotExist)
}

// Another server may have created the file meanwhile.
func TestCreateLeavesAnExistingFile(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	path := filepath.Join(dir, fileName)
	require.NoError(t, os.WriteFile(path, []byte("of another server"), 0o600))
	require.NoError(t, create(path, account, bbolt.Options{}))
	text, err := os.ReadFile(path)
	require.NoError(t, err)
	assert.Equal(t, "of another server", string(text))
	files, err := os.ReadDir(dir)
	require.NoError(t, err)
	assert.Len(t, files, 1)
}

func TestCreateInAMissingDirectoryFails(t *testing.T) {
	t.Parallel()
	assert.ErrorIs(t, create(filepath.Join(t.TempDir(), "missing", fileName), account, bbolt.Options{}), fs.ErrNotExist)
}
