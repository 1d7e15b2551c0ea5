package durable

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.etcd.io/bbolt"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/transaction"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/userpool"
)

const account = "123456789012"

func mustOpen(t *testing.T, dir string) *Journal {
	t.Helper()
	j, err := Open(dir, account)
	require.NoError(t, err)
	t.Cleanup(func() { _ = j.Close() })
	return j
}

// records returns the records of a journal by kind and key.
func records(t *testing.T, j *Journal) map[string]string {
	t.Helper()
	byKey := map[string]string{}
	require.NoError(t, j.Load(func(c transaction.Change) error {
		byKey[c.Kind+" "+c.Key] = string(c.Value)
		return nil
	}))
	return byKey
}

func TestJournalStoresTheLastChangeOfARecord(t *testing.T) {
	t.Parallel()
	dir := filepath.Join(t.TempDir(), "parent", "state")
	j := mustOpen(t, dir)
	assert.Empty(t, records(t, j))
	require.NoError(t, j.Commit([]transaction.Change{
		{Kind: "users", Key: "us-east-1_A/jo", Value: []byte(`{"a":1}`)},
		{Kind: "users", Key: "us-east-1_A/ada", Value: []byte(`{}`)},
		{Kind: "clock", Key: "/", Value: []byte(`7`)},
	}))
	require.NoError(t, j.Commit([]transaction.Change{
		{Kind: "users", Key: "us-east-1_A/ada"},
		{Kind: "users", Key: "us-east-1_A/nobody"},
		{Kind: "clock", Key: "/", Value: []byte(`8`)},
		{Kind: "clock", Key: "/", Value: []byte(`9`)},
	}))
	want := map[string]string{"users us-east-1_A/jo": `{"a":1}`, "clock /": "9"}
	assert.Equal(t, want, records(t, j))
	require.NoError(t, j.Close())
	assert.Equal(t, want, records(t, mustOpen(t, dir)))

	for path, want := range map[string]os.FileMode{dir: 0o700, filepath.Join(dir, fileName): 0o600} {
		info, err := os.Stat(path)
		require.NoError(t, err)
		assert.Equal(t, want, info.Mode().Perm(), path)
	}
}

// A commit is all or nothing.
func TestFailedCommitChangesNothing(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	j := mustOpen(t, dir)
	first := transaction.Change{Kind: "users", Key: "/jo", Value: []byte("1")}
	require.NoError(t, j.Commit([]transaction.Change{first}))
	err := j.Commit([]transaction.Change{{Kind: "users", Key: "/ada", Value: []byte("2")}, {Kind: "users", Key: "", Value: []byte("3")}})
	require.Error(t, err)
	assert.Equal(t, map[string]string{"users /jo": "1"}, records(t, j))

	require.NoError(t, j.Close())
	require.Error(t, j.Commit([]transaction.Change{first}), "after Close")
}

// A store whose file has its maximum size rejects a change and continues after a restart with
// more space.
func TestStoreContinuesAfterAFullDisk(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	j, err := open(dir, account, bbolt.Options{MaxSize: 1 << 17})
	require.NoError(t, err)
	t.Cleanup(func() { _ = j.Close() })
	store, err := userpool.Open(account, j)
	require.NoError(t, err)
	pool, err := store.CreatePool("us-east-1", userpool.Pool{Name: "orders", PoolSettings: userpool.PoolSettings{PasswordPolicy: userpool.DefaultPasswordPolicy}})
	require.NoError(t, err)

	groups, fault := 0, error(nil)
	add := func() {
		defer func() {
			if failure, ok := recover().(*transaction.JournalError); ok {
				fault = failure
			}
		}()
		name := string(rune('a'+groups%26)) + string(rune('a'+groups/26))
		_, err := store.CreateGroup(pool.ID, userpool.Group{Name: name, Description: string(make([]byte, 2000))})
		require.NoError(t, err)
		groups++
	}
	for fault == nil && groups < 500 {
		add()
	}
	require.ErrorContains(t, fault, "the state cannot be written: ")
	require.Greater(t, groups, 1)
	stored, err := store.Groups(pool.ID, "", 10)
	require.NoError(t, err)
	assert.Len(t, stored, groups, "in memory")

	require.NoError(t, j.Close())
	store, err = userpool.Open(account, mustOpen(t, dir))
	require.NoError(t, err)
	stored, err = store.Groups(pool.ID, "", 10)
	require.NoError(t, err)
	assert.Len(t, stored, groups, "on disk")
	fault = nil
	add()
	assert.NoError(t, fault)
}

func TestOpenRejectsAnotherState(t *testing.T) {
	t.Parallel()
	write := func(text string) func(*testing.T, string) {
		return func(t *testing.T, dir string) {
			t.Helper()
			require.NoError(t, os.WriteFile(filepath.Join(dir, fileName), []byte(text), 0o600))
		}
	}
	change := func(f func(*bbolt.Tx) error) func(*testing.T, string) {
		return func(t *testing.T, dir string) {
			t.Helper()
			j := mustOpen(t, dir)
			require.NoError(t, j.db.Update(f))
			require.NoError(t, j.Close())
		}
	}
	for _, tt := range []struct {
		name    string
		prepare func(t *testing.T, dir string)
		want    string // DIR stands for the directory
	}{
		{"directory in use", func(t *testing.T, dir string) { t.Helper(); mustOpen(t, dir) }, "another server uses the state directory DIR: stop it, or choose another directory"},
		{"text", write("not a database, however long the text may be" + string(make([]byte, 1<<16))), "DIR/state.db is not a database of the emulator: move it away, or choose another directory"},
		{"newer format", change(func(tx *bbolt.Tx) error { return tx.Bucket(aboutBucket).Put(formatKey, []byte("4")) }), "DIR/state.db has the format 4, and this version reads 1, 2 and 3: use the version that wrote it, or choose another directory"},
		{"another account", func(t *testing.T, dir string) {
			t.Helper()
			j, err := Open(dir, "999999999999")
			require.NoError(t, err)
			require.NoError(t, j.Close())
		}, "DIR/state.db holds the state of the AWS account 999999999999, not of 123456789012"},
		{"another program's database", change(func(tx *bbolt.Tx) error {
			_, err := tx.CreateBucket([]byte("etcd"))
			return errors.Join(err, tx.DeleteBucket(aboutBucket))
		}), "DIR/state.db is the database of another program: choose another directory"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			dir := t.TempDir()
			tt.prepare(t, dir)
			_, err := Open(dir, account)
			assert.EqualError(t, err, replaceDir(tt.want, dir))
		})
	}

	t.Run("file instead of a directory", func(t *testing.T) {
		t.Parallel()
		file := filepath.Join(t.TempDir(), "file")
		require.NoError(t, os.WriteFile(file, nil, 0o600))
		_, err := Open(file, account)
		assert.EqualError(t, err, file+" is a file: choose a directory for the state")
	})

	t.Run("directory with other files", func(t *testing.T) {
		t.Parallel()
		dir := t.TempDir()
		require.NoError(t, os.WriteFile(filepath.Join(dir, "ca.pem"), []byte("mine"), 0o600))
		_, err := Open(dir, account)
		assert.EqualError(t, err, dir+" has files, but no state of the emulator: choose an empty or a new directory")
		files, err := os.ReadDir(dir)
		require.NoError(t, err)
		assert.Len(t, files, 1, "Open adds no file")
	})
}

// If the file is truncated, the journal returns an error or all records, but never a part of
// them.
func TestTruncatedFileIsRejectedOrComplete(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	j := mustOpen(t, dir)
	for _, name := range []string{"a", "b", "c", "d"} {
		require.NoError(t, j.Commit([]transaction.Change{{Kind: "users", Key: "/" + name, Value: make([]byte, 30000)}}))
	}
	whole := records(t, j)
	require.NoError(t, j.Close())
	text, err := os.ReadFile(filepath.Join(dir, fileName))
	require.NoError(t, err)
	rejected := 0
	for size := 1000; size < len(text); size += 4096 {
		cut := t.TempDir()
		require.NoError(t, os.WriteFile(filepath.Join(cut, fileName), text[:size], 0o600))
		j, err := Open(cut, account)
		if err == nil {
			records := map[string]string{}
			err = j.Load(func(c transaction.Change) error {
				records[c.Kind+" "+c.Key] = string(c.Value)
				return nil
			})
			if err == nil {
				assert.Equal(t, whole, records)
			}
			_ = j.Close()
		}
		if err != nil {
			assert.Contains(t, err.Error(), filepath.Join(cut, fileName))
			rejected++
		}
	}
	assert.Greater(t, rejected, 3)
}

func replaceDir(text, dir string) string { return strings.ReplaceAll(text, "DIR", dir) }

// A file with an overwritten page is rejected and stays as it is, or the page was free and the file has all records.
func TestOverwrittenPageIsRejectedOrComplete(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	j := mustOpen(t, dir)
	for _, name := range []string{"a", "b", "c", "d", "e", "f"} {
		require.NoError(t, j.Commit([]transaction.Change{{Kind: "users", Key: "/" + name, Value: make([]byte, 4000)}}))
	}
	whole := records(t, j)
	require.NoError(t, j.Close())
	text, err := os.ReadFile(filepath.Join(dir, fileName))
	require.NoError(t, err)
	size, rejected := os.Getpagesize(), 0
	for at := 0; at < len(text); at += size {
		damaged := bytes.Clone(text)
		for i := range size {
			damaged[at+i] = byte(i*7 + 1)
		}
		copied := t.TempDir()
		path := filepath.Join(copied, fileName)
		require.NoError(t, os.WriteFile(path, damaged, 0o600))
		j, err := Open(copied, account)
		if err == nil {
			found := map[string]string{}
			err = j.Load(func(c transaction.Change) error { found[c.Kind+" "+c.Key] = string(c.Value); return nil })
			if err == nil {
				assert.Equal(t, whole, found, "page %d", at/size)
			}
			_ = j.Close()
		}
		if err != nil {
			rejected++
			after, readErr := os.ReadFile(path)
			require.NoError(t, readErr)
			assert.True(t, bytes.Equal(damaged, after), "page %d: the file has changed", at/size)
			assert.ErrorContains(t, err, path)
		}
	}
	assert.Greater(t, rejected, 5)
}
