package durable

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.etcd.io/bbolt"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/transaction"
)

// withEveryPage writes a database that has every kind of page, in pages of 1024 bytes. It returns the kind of each page.
func withEveryPage(t *testing.T, dir string) (kinds []string) {
	t.Helper()
	db, err := bbolt.Open(filepath.Join(dir, fileName), 0o600, &bbolt.Options{PageSize: 1024, NoSync: true})
	require.NoError(t, err)
	require.NoError(t, db.Update(func(tx *bbolt.Tx) error { return describe(tx, account) }))
	changes := []transaction.Change{{Kind: "clock", Key: "/", Value: []byte("7")}} // in the page of the buckets
	for i := range 40 {
		changes = append(changes, transaction.Change{Kind: "users", Key: fmt.Sprintf("pool/user-%02d", i), Value: bytes.Repeat([]byte{byte('a' + i%26)}, 60)})
	}
	changes = append(changes, transaction.Change{Kind: "users", Key: "pool/user-20", Value: bytes.Repeat([]byte("long"), 1000)})
	require.NoError(t, db.Update(func(tx *bbolt.Tx) error { return put(tx, changes) }))
	require.NoError(t, db.Update(func(tx *bbolt.Tx) error {
		return put(tx, []transaction.Change{{Kind: "users", Key: "pool/user-39"}, {Kind: "users", Key: "pool/user-00", Value: []byte("{}")}})
	}))
	require.NoError(t, db.View(func(tx *bbolt.Tx) error {
		for len(kinds) < int(tx.Size())/1024 {
			page, err := tx.Page(len(kinds))
			if err != nil {
				return err
			}
			kinds = append(kinds, page.Type)
			if page.Type != "free" {
				for range page.OverflowCount {
					kinds = append(kinds, "second")
				}
			}
		}
		return nil
	}))
	require.NoError(t, db.Close())
	return kinds
}

// step is the distance to the next byte that the test changes: less where a page has positions and counts. With every
// byte the test takes a minute, and passes.
func step(at int) int {
	if at < 112 {
		return 7
	}
	return 41
}

// A changed byte in any kind of page is reported in one sentence, or the server has every record and writes changes that
// the next server has.
func TestChangedByteIsReportedOrHasNoEffect(t *testing.T) {
	t.Parallel()
	whole := t.TempDir()
	kinds := withEveryPage(t, whole)
	database, err := os.ReadFile(filepath.Join(whole, fileName))
	require.NoError(t, err)
	want := records(t, mustOpen(t, whole))
	require.Len(t, want, 40)
	changes := []transaction.Change{
		{Kind: "users", Key: "pool/user-20", Value: []byte("short")},
		{Kind: "users", Key: "pool/user-30"},
		{Kind: "users", Key: "pool/user-1", Value: bytes.Repeat([]byte("new"), 1500)},
		{Kind: "clock", Key: "/", Value: []byte("8")},
		{Kind: "groups", Key: "pool/staff", Value: []byte("{}")},
	}
	changed := maps.Clone(want)
	for _, c := range changes {
		changed[c.Kind+" "+c.Key] = string(c.Value)
		if c.Value == nil {
			delete(changed, c.Kind+" "+c.Key)
		}
	}

	dir, reported, flips := t.TempDir(), map[string]int{}, map[string]int{}
	path := filepath.Join(dir, fileName)
	for at := 0; at < 1024*len(kinds); at += step(at % 1024) {
		kind, mask := kinds[at/1024], byte(1)<<(at%8)
		flips[kind]++
		damaged := bytes.Clone(database)
		damaged[at] ^= mask
		require.NoError(t, os.WriteFile(path, damaged, 0o600))
		j, err := open(dir, account, bbolt.Options{NoSync: true, Timeout: lockWait})
		if err != nil {
			reported[kind]++
			require.True(t, strings.HasPrefix(err.Error(), path+" "), "byte %d: %v", at, err)
			require.NotContains(t, err.Error(), "\n")
			continue
		}
		require.Equal(t, want, records(t, j), "byte %d of a page of the kind %s", at, kind)
		require.NoError(t, j.Commit(changes), "byte %d", at)
		require.NoError(t, j.Close())
		j, err = open(dir, account, bbolt.Options{NoSync: true, Timeout: lockWait})
		require.NoError(t, err, "byte %d", at)
		require.Equal(t, changed, records(t, j), "byte %d of a page of the kind %s", at, kind)
		require.NoError(t, j.Close())
	}
	for _, kind := range []string{"meta", "leaf", "branch", "freelist", "second"} {
		assert.Positive(t, reported[kind], kind)
	}
	assert.Zero(t, reported["free"])
	assert.Positive(t, flips["free"])
}

// A page whose numbers are possible but wrong is reported, too: bbolt would read the file, and some of these changes
// lose records only when it writes.
func TestWrongPageIsReported(t *testing.T) {
	t.Parallel()
	const size, records = 1024, "its records do not match their checksum"
	whole := t.TempDir()
	kinds := withEveryPage(t, whole)
	database, err := os.ReadFile(filepath.Join(whole, fileName))
	require.NoError(t, err)
	order := binary.NativeEndian
	for _, tt := range []struct {
		name   string
		page   string // its kind, and a text of the page that is meant
		change func(page []byte)
		want   string // PAGE stands for the number of the page
	}{
		{"a page in use is free", "freelist", func(page []byte) { order.PutUint64(page[16:], uint64(slices.Index(kinds, "branch"))) }, "page PAGE is overwritten"},
		{"a free page is twice in the list", "freelist", func(page []byte) { copy(page[24:32], page[16:24]) }, "page PAGE is overwritten"},
		{"a free page is behind the file", "freelist", func(page []byte) { order.PutUint64(page[16:], 1<<40) }, "page PAGE is overwritten"},
		{"a longer list of free pages", "freelist", func(page []byte) { order.PutUint16(page[10:], 1000) }, "page PAGE is overwritten"},
		{"a list of free pages with a long count", "freelist", func(page []byte) { order.PutUint16(page[10:], 0xffff); order.PutUint64(page[16:], 1<<40) }, "page PAGE is overwritten"},
		{"a shorter list of free pages", "freelist", func(page []byte) { order.PutUint16(page[10:], order.Uint16(page[10:])-1) }, "page "},
		{"a list of free pages of another kind", "freelist", func(page []byte) { order.PutUint16(page[8:], leafPage) }, "page PAGE is overwritten"},
		{"a free page just behind the file", "freelist", func(page []byte) { order.PutUint64(page[16:], uint64(len(kinds))) }, "page PAGE is overwritten"},
		{"a list of free pages with another number", "freelist", func(page []byte) { page[0]++ }, "page PAGE is overwritten"},
		{"another number of the page", "leaf", func(page []byte) { page[0]++ }, "page PAGE is overwritten"},
		{"another kind of page", "branch", func(page []byte) { order.PutUint16(page[8:], freePages) }, "page PAGE is overwritten"},
		{"an empty branch", "branch", func(page []byte) { order.PutUint16(page[10:], 0) }, "page PAGE is overwritten"},
		{"more elements than the page has", "leaf", func(page []byte) { order.PutUint16(page[10:], 1000) }, "page PAGE is overwritten"},
		{"a page that continues in a page in use", "branch", func(page []byte) { order.PutUint32(page[12:], 1) }, "page PAGE is overwritten"},
		{"a page that continues behind the file", "branch", func(page []byte) { order.PutUint32(page[12:], 1000) }, "page PAGE is overwritten"},
		{"a child behind the file", "branch", func(page []byte) { order.PutUint64(page[24:], 1<<40) }, "page 1099511627776 is not in the file"},
		{"a child just behind the file", "branch", func(page []byte) { order.PutUint64(page[24:], uint64(len(kinds))) }, "page " + strconv.Itoa(len(kinds)) + " is not in the file"},
		{"a child of another branch element", "branch", func(page []byte) { copy(page[40:48], page[24:32]) }, "page "},
		{"a key behind the page", "branch", func(page []byte) { order.PutUint32(page[16:], 1<<31) }, "page PAGE is overwritten"},
		{"a value behind the page", "leaf", func(page []byte) { order.PutUint32(page[28:], 1<<31) }, "page PAGE is overwritten"},
		{"a branch key above its first record", "branch", func(page []byte) { page[keyEnd(page, 1)]++ }, "page "},
		{"a branch key below the records before it", "branch", func(page []byte) { page[keyEnd(page, 1)] -= 2 }, "page "},
		{"a row more than the page has", "branch", func(page []byte) {
			// Each row has its own child as its key, so the rows in the page are in order.
			order.PutUint16(page[10:], 64)
			for row := 16; row < len(page); row += 16 {
				order.PutUint32(page[row:], 8)
				order.PutUint32(page[row+4:], 8)
				binary.BigEndian.PutUint64(page[row+8:], uint64(row))
			}
		}, "page PAGE is overwritten"},
		{"the first key of the next page", "leaf user-31", func(page []byte) { replace(page, "user-31", "user-32") }, "page PAGE is overwritten"},
		{"a key of a later page", "leaf user-31", func(page []byte) { replace(page, "user-31", "user-91") }, "page PAGE is overwritten"},
		{"a key of an earlier page", "leaf user-32", func(page []byte) { replace(page, "user-32", "user-12") }, "page PAGE is overwritten"},
		{"a key twice", "leaf user-31", func(page []byte) { replace(page, "user-31", "user-30") }, "page PAGE is overwritten"},
		{"records in another order", "leaf", func(page []byte) {
			first, second := bytes.Clone(page[16:32]), bytes.Clone(page[32:48])
			order.PutUint32(first[4:], order.Uint32(first[4:])-16)
			order.PutUint32(second[4:], order.Uint32(second[4:])+16)
			copy(page[16:], second)
			copy(page[32:], first)
		}, "page PAGE is overwritten"},
		{"a record fewer", "leaf", func(page []byte) { order.PutUint16(page[10:], order.Uint16(page[10:])-1) }, records},
		{"a key with a byte of its value", "leaf", func(page []byte) { page[24]++; page[28]-- }, records},
		{"another kind of record", "leaf about this file", func(page []byte) { replace(page, "users", "usert") }, records},
		{"a record that is a bucket", "leaf", func(page []byte) { page[16] = bucketElement }, "page PAGE is overwritten"},
		{"a record of a small bucket that is a bucket", "leaf about this file", func(page []byte) { page[bytes.Index(page, []byte("clock"))+5+16+16] = bucketElement }, "page PAGE is overwritten"},
		{"a bucket that is a record", "leaf about this file", func(page []byte) { page[16] = 0 }, "page PAGE is overwritten"},
		{"a short bucket", "leaf about this file", func(page []byte) { order.PutUint32(page[28:], 8) }, "page PAGE is overwritten"},
		{"a branch in a bucket", "leaf about this file", func(page []byte) { page[bytes.Index(page, []byte("clock"))+5+16+8] = branchPage }, "page PAGE is overwritten"},
		{"a short page in a bucket", "leaf about this file", func(page []byte) { order.PutUint32(page[28:], 20) }, "page PAGE is overwritten"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			kind, text, _ := strings.Cut(tt.page, " ")
			number := slices.Index(kinds, kind)
			for kinds[number] != kind || !bytes.Contains(database[number*size:][:size], []byte(text)) {
				number++
			}
			damaged := bytes.Clone(database)
			tt.change(damaged[number*size : (number+1)*size])
			require.NotEqual(t, database, damaged)
			dir := t.TempDir()
			path := filepath.Join(dir, fileName)
			require.NoError(t, os.WriteFile(path, damaged, 0o600))
			_, err := Open(dir, account)
			require.Error(t, err)
			message, damage := err.Error(), path+" is damaged ("+strings.ReplaceAll(tt.want, "PAGE", strconv.Itoa(number))
			require.True(t, strings.HasPrefix(message, damage), message)
			assert.NotContains(t, message, "runtime error")
		})
	}
}

func replace(page []byte, old, replacement string) {
	copy(page, bytes.Replace(page, []byte(old), []byte(replacement), 1))
}

// keyEnd returns the position of the last byte of a key of a branch.
func keyEnd(page []byte, i int) int {
	row := 16 * (1 + i)
	return row + int(binary.NativeEndian.Uint32(page[row:])) + int(binary.NativeEndian.Uint32(page[row+4:])) - 1
}

// The first commit to a file of November 2026 adds the checksum of all its records.
func TestFirstCommitAddsTheChecksum(t *testing.T) {
	t.Parallel()
	dir := oldState(t, "state-2026-11.db.gz")
	j := mustOpen(t, dir)
	want := records(t, j)
	require.NoError(t, j.Commit([]transaction.Change{{Kind: "clock", Key: "/", Value: []byte("{}")}}))
	require.NoError(t, j.Close())
	j = mustOpen(t, dir)
	want["clock /"] = "{}"
	assert.Equal(t, want, records(t, j))
	require.NoError(t, j.Close())

	path := filepath.Join(dir, fileName)
	database, err := os.ReadFile(path)
	require.NoError(t, err)
	require.NoError(t, os.WriteFile(path, bytes.ReplaceAll(database, []byte("jo@example.com"), []byte("ja@example.com")), 0o600))
	_, err = Open(dir, account)
	assert.EqualError(t, err, path+" is damaged (its records do not match their checksum): restore it from a copy, or choose another directory")
}
