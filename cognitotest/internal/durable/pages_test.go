package durable

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"hash/fnv"
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

// The positions of numbers in a header of a database (bbolt, internal/common/meta.go).
const (
	rootAt        = 32
	freeAt        = 48
	pagesAt       = 56
	transactionAt = 64
)

// setHeader changes a number of a header, and its FNV-1a.
func setHeader(header []byte, at int, number uint64) {
	binary.NativeEndian.PutUint64(header[at:], number)
	sum := fnv.New64a()
	_, _ = sum.Write(header[16:72])
	binary.NativeEndian.PutUint64(header[72:], sum.Sum64())
}

// The check reads the same header as bbolt: the first one, unless the second one has a later transaction. Only pages of
// the older state are damaged here.
func TestCheckReadsTheHeaderOfBbolt(t *testing.T) {
	t.Parallel()
	const size = 1024
	whole := t.TempDir()
	withEveryPage(t, whole)
	database, err := os.ReadFile(filepath.Join(whole, fileName))
	require.NoError(t, err)
	want := records(t, mustOpen(t, whole))
	order := binary.NativeEndian
	newer, older := bytes.Clone(database[:size]), bytes.Clone(database[size:2*size])
	if order.Uint64(older[transactionAt:]) > order.Uint64(newer[transactionAt:]) {
		newer, older = older, newer
	}
	olderRoot := order.Uint64(older[rootAt:])
	database[size*olderRoot] ^= 1
	damaged := fmt.Sprintf("DIR/state.db is damaged (page %d is overwritten): restore it from a copy, or choose another directory", olderRoot)
	for _, tt := range []struct {
		name          string
		first, second []byte
		transactions  [2]uint64
		want          string // the error
	}{
		{"the first is later", newer, older, [2]uint64{8, 7}, ""},
		{"the second is later", older, newer, [2]uint64{8, 9}, ""},
		{"the first one that is older is later", older, newer, [2]uint64{8, 7}, damaged},
		{"the second one that is older is later", newer, older, [2]uint64{8, 9}, damaged},
		{"both have the same transaction", newer, older, [2]uint64{8, 8}, ""},
		{"both have the same transaction, and the first one is older", older, newer, [2]uint64{8, 8}, damaged},
		{"both have no transaction", newer, older, [2]uint64{0, 0}, ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			dir, copied := t.TempDir(), bytes.Clone(database)
			for i, header := range [][]byte{tt.first, tt.second} {
				page := copied[size*i : size*(i+1)]
				copy(page[16:], header[16:])
				setHeader(page, transactionAt, tt.transactions[i])
			}
			require.NoError(t, os.WriteFile(filepath.Join(dir, fileName), copied, 0o600))
			j, err := Open(dir, account)
			if tt.want != "" {
				require.EqualError(t, err, replaceDir(tt.want, dir))
				return
			}
			require.NoError(t, err)
			assert.Equal(t, want, records(t, j))
			require.NoError(t, j.Close())
		})
	}
}

// A freeList is a database whose list of free pages is at its end, followed by free pages. Only bbolt and literals make it:
// the list has the kind 0x10 and the number of free pages, or 0xffff and the number before the pages.
type freeList struct {
	used   []byte // the pages before the list
	lowest int    // the first free page
	first  int    // the page of the list
	list   []byte // the pages of the list
	pages  int
}

// withFreePages returns a database in pages of 1024 bytes that has a number of free pages, and a list of some pages.
func withFreePages(t *testing.T, free, length int) freeList {
	t.Helper()
	const size = 1024
	dir, order := t.TempDir(), binary.NativeEndian
	kinds := withEveryPage(t, dir)
	database, err := os.ReadFile(filepath.Join(dir, fileName))
	require.NoError(t, err)
	d := freeList{used: database[:size*len(kinds)], lowest: slices.Index(kinds, "free"), first: len(kinds), list: make([]byte, size*length), pages: len(kinds) + length}
	order.PutUint64(d.list, uint64(d.first))
	order.PutUint16(d.list[8:], 0x10)
	order.PutUint16(d.list[10:], uint16(min(free, 0xffff)))
	order.PutUint32(d.list[12:], uint32(length-1))
	ids := d.list[16:]
	if free >= 0xffff {
		order.PutUint64(ids, uint64(free))
		ids = ids[8:]
	}
	for id := range kinds {
		if kinds[id] == "free" || kinds[id] == "freelist" {
			order.PutUint64(ids, uint64(id))
			ids, free = ids[8:], free-1
		}
	}
	for ; free > 0; free-- {
		order.PutUint64(ids, uint64(d.pages))
		ids, d.pages = ids[8:], d.pages+1
	}
	newest := d.used[:size]
	if order.Uint64(d.used[size+transactionAt:]) > order.Uint64(newest[transactionAt:]) {
		newest = d.used[size : 2*size]
	}
	setHeader(newest, freeAt, uint64(d.first))
	setHeader(newest, pagesAt, uint64(d.pages))
	return d
}

// write writes the database to a new directory. Its free pages are holes of the file.
func (d freeList) write(t *testing.T) (dir string) {
	t.Helper()
	dir = t.TempDir()
	path := filepath.Join(dir, fileName)
	require.NoError(t, os.WriteFile(path, slices.Concat(d.used, d.list), 0o600))
	require.NoError(t, os.Truncate(path, int64(1024*d.pages)))
	return dir
}

func TestListOfFreePagesOpens(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name         string
		free, length int
	}{
		{"some", 20, 1},
		{"a full page", 126, 1},
		{"the first page of two", 126, 2},
		{"two full pages", 254, 2},
		{"the last number in the header, which fills the list", 65534, 512},
		{"the first number before the list", 65535, 513},
		{"a number of more than 16 bits", 65536, 513},
		{"a full list with its number", 65661, 513},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			dir := withFreePages(t, tt.free, tt.length).write(t)
			j, err := open(dir, account, bbolt.Options{NoSync: true})
			require.NoError(t, err)
			assert.Len(t, records(t, j), 40)
			require.NoError(t, j.db.View(func(tx *bbolt.Tx) error {
				for fault := range tx.Check() {
					assert.NoError(t, fault)
				}
				return nil
			}))
			require.NoError(t, j.Commit([]transaction.Change{{Kind: "users", Key: "pool/new", Value: make([]byte, 5000)}}))
			require.NoError(t, j.Close())
			assert.Len(t, records(t, mustOpen(t, dir)), 41)
		})
	}
}

func TestWrongListOfFreePagesIsReported(t *testing.T) {
	t.Parallel()
	order := binary.NativeEndian
	for _, tt := range []struct {
		name         string
		free, length int
		change       func(d *freeList)
		want         string // LIST is the page of the list, LOWEST and LAST are free
	}{
		{"a number more than a page has", 126, 1, func(d *freeList) { order.PutUint16(d.list[10:], 127) }, "page LIST is overwritten"},
		{"a number less", 126, 1, func(d *freeList) { order.PutUint16(d.list[10:], 125) }, "page LAST is overwritten"},
		{"no free page", 126, 1, func(d *freeList) { order.PutUint16(d.list[10:], 0) }, "page LOWEST is overwritten"},
		{"a number before the list, one more than fits", 65661, 513, func(d *freeList) { order.PutUint64(d.list[16:], 65662) }, "page LIST is overwritten"},
		{"a number before the list, one less", 65661, 513, func(d *freeList) { order.PutUint64(d.list[16:], 65660) }, "page LAST is overwritten"},
		{"no number before the list", 65661, 513, func(d *freeList) { order.PutUint64(d.list[16:], 0) }, "page LOWEST is overwritten"},
		{"a list of fewer pages", 65661, 513, func(d *freeList) { order.PutUint32(d.list[12:], 511) }, "page LIST is overwritten"},
		{"the first header page", 126, 1, func(d *freeList) { order.PutUint64(d.list[16:], 0) }, "page LIST is overwritten"},
		{"the second header page", 126, 1, func(d *freeList) { order.PutUint64(d.list[16:], 1) }, "page LIST is overwritten"},
		{"the list itself", 126, 1, func(d *freeList) { order.PutUint64(d.list[16:], uint64(d.first)) }, "page LIST is overwritten"},
		{"the second page of the list", 254, 2, func(d *freeList) { order.PutUint64(d.list[16:], uint64(d.first+1)) }, "page LIST is overwritten"},
		{"the page behind the file", 126, 1, func(d *freeList) { order.PutUint64(d.list[16:], uint64(d.pages)) }, "page LIST is overwritten"},
		{"a file without its last byte", 126, 1, nil, "it is cut off"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			d := withFreePages(t, tt.free, tt.length)
			if tt.change != nil {
				tt.change(&d)
			}
			dir := d.write(t)
			if tt.change == nil {
				require.NoError(t, os.Truncate(filepath.Join(dir, fileName), int64(1024*d.pages-1)))
			}
			want := strings.NewReplacer("LOWEST", strconv.Itoa(d.lowest), "LIST", strconv.Itoa(d.first), "LAST", strconv.Itoa(d.pages-1)).Replace(tt.want)
			_, err := Open(dir, account)
			assert.EqualError(t, err, filepath.Join(dir, fileName)+" is damaged ("+want+"): restore it from a copy, or choose another directory")
		})
	}
}
