//go:build linux

package durable

import (
	"io/fs"
	"os"
	"path/filepath"
	"reflect"
	"strconv"
	"syscall"
	"testing"
	"unsafe"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.etcd.io/bbolt"
	"golang.org/x/sys/unix"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/transaction"
)

// failingDisk stands between bbolt and the file of a journal.
type failingDisk struct {
	t     *testing.T
	j     *Journal
	write func(b []byte, at int64) (int, error) // bbolt's own
	fd    int
	saved int // the file while fsync fails
}

// newFailingDisk replaces the function by which bbolt writes. bbolt keeps it in a field for
// its own tests.
func newFailingDisk(t *testing.T, j *Journal) *failingDisk {
	t.Helper()
	file := field[*os.File](j.db, "file")
	d := &failingDisk{t: t, j: j, write: *writeAt(j.db), fd: int((*file).Fd()), saved: -1}
	t.Cleanup(d.mend)
	return d
}

func field[T any](db *bbolt.DB, name string) *T {
	return (*T)(unsafe.Pointer(reflect.ValueOf(db).Elem().FieldByName(name).UnsafeAddr()))
}

func writeAt(db *bbolt.DB) *func(b []byte, at int64) (int, error) {
	return field[func(b []byte, at int64) (int, error)](db, "ops")
}

// failSync makes the n-th write after it the last one before an fsync that fails: the file
// descriptor then leads to /dev/null, whose fsync fails.
func (d *failingDisk) failSync(n int) {
	*writeAt(d.j.db) = func(b []byte, at int64) (int, error) {
		written, err := d.write(b, at)
		if n--; n == 0 {
			null, openErr := unix.Open(os.DevNull, unix.O_RDWR|unix.O_CLOEXEC, 0)
			require.NoError(d.t, openErr)
			d.saved, openErr = unix.FcntlInt(uintptr(d.fd), unix.F_DUPFD_CLOEXEC, 0)
			require.NoError(d.t, openErr)
			require.NoError(d.t, unix.Dup3(null, d.fd, unix.O_CLOEXEC))
			require.NoError(d.t, unix.Close(null))
		}
		return written, err
	}
}

// failWrite makes the n-th write after it write only some bytes, as on a full disk.
func (d *failingDisk) failWrite(n, bytes int, errno error) {
	*writeAt(d.j.db) = func(b []byte, at int64) (int, error) {
		if n--; n != 0 {
			return d.write(b, at)
		}
		written, err := d.write(b[:min(bytes, len(b))], at)
		require.NoError(d.t, err)
		return written, &fs.PathError{Op: "write", Path: d.j.path, Err: errno}
	}
}

func (d *failingDisk) mend() {
	if d.saved >= 0 {
		require.NoError(d.t, unix.Dup3(d.saved, d.fd, unix.O_CLOEXEC))
		require.NoError(d.t, unix.Close(d.saved))
		d.saved = -1
	}
	if ops := writeAt(d.j.db); *ops != nil { // nil: closed
		*ops = d.write
	}
}

// writes counts the writes of a commit: its data pages and last the meta page.
func (d *failingDisk) writes(commit func()) int {
	n := 0
	*writeAt(d.j.db) = func(b []byte, at int64) (int, error) { n++; return d.write(b, at) }
	commit()
	d.mend()
	return n
}

func group(name string) []transaction.Change {
	return []transaction.Change{{Kind: "groups", Key: "/" + name, Value: []byte(`"` + name + `"`)}, {Kind: "members", Key: "/" + name, Value: []byte(`[]`)}}
}

// checked closes a journal and returns the records of the next one, in a file without a fault.
func checked(t *testing.T, j *Journal, dir string) map[string]string {
	t.Helper()
	require.NoError(t, j.Close())
	next := mustOpen(t, dir)
	require.NoError(t, next.db.View(func(tx *bbolt.Tx) error {
		for fault := range tx.Check() {
			assert.NoError(t, fault)
		}
		return nil
	}))
	return contents(t, next)
}

// A change whose fsync failed fails although it may be in the file. If the journal wrote the
// next one after it, both would be there at the next start.
func TestFailedSyncStopsAllWrites(t *testing.T) {
	t.Parallel()
	first := map[string]string{"groups /first": `"first"`, "members /first": "[]"}
	refused := map[string]string{"groups /first": `"first"`, "members /first": "[]", "groups /refused": `"refused"`, "members /refused": "[]"}
	for _, tt := range []struct {
		name string
		last func(writes int) int // the last write before the fsync that fails
	}{
		{"of the data", func(writes int) int { return writes - 1 }},
		{"of the meta page", func(writes int) int { return writes }},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			dir := t.TempDir()
			j := mustOpen(t, dir)
			d := newFailingDisk(t, j)
			require.NoError(t, j.Commit(group("first")))
			writes := d.writes(func() { require.NoError(t, j.Commit(group("first"))) })
			require.Greater(t, writes, 1)

			d.failSync(tt.last(writes))
			err := j.Commit(group("refused"))
			require.ErrorIs(t, err, syscall.EINVAL)
			assert.EqualError(t, err, "invalid argument: check the disk and restart the server, which writes nothing until then; the failed change may be in the file")
			d.mend()
			require.ErrorIs(t, j.Lost(), syscall.EINVAL)
			for range 2 {
				assert.EqualError(t, j.Commit(group("next")), "an earlier write failed (invalid argument): check the disk and restart the server")
			}
			assert.Contains(t, []map[string]string{first, refused}, checked(t, j, dir))
		})
	}
}

// A full disk leaves no doubt about the file: the change is not in it, whichever write failed
// and however much of it was written, and the next one may succeed.
func TestFullDiskLeavesTheFileUnchanged(t *testing.T) {
	t.Parallel()
	for _, errno := range []error{syscall.ENOSPC, syscall.EDQUOT, syscall.EFBIG} {
		for _, bytes := range []int{0, 1, 40, 1 << 20} {
			dir := t.TempDir()
			j := mustOpen(t, dir)
			d := newFailingDisk(t, j)
			require.NoError(t, j.Commit(group("first")))
			writes := d.writes(func() { require.NoError(t, j.Commit(group("first"))) })
			want := contents(t, j)
			for n := 1; n <= writes; n++ {
				if n == writes && bytes > 40 {
					continue // the meta page is whole: TestFailedWriteOfACompleteMetaPageStopsAllWrites
				}
				d.failWrite(n, bytes, errno)
				require.ErrorIs(t, j.Commit(group("refused")), errno)
				d.mend()
				require.NoError(t, j.Lost(), "%v: write %d of %d, %d bytes", errno, n, writes, bytes)
				assert.Equal(t, want, contents(t, j))
				name := "then " + strconv.Itoa(n)
				require.NoError(t, j.Commit(group(name)))
				want["groups /"+name], want["members /"+name] = strconv.Quote(name), "[]"
			}
			assert.Equal(t, want, checked(t, j, dir))
		}
	}
}

// If a meta page is in the file although its write failed, the state of the change is unknown,
// whatever the error is.
func TestFailedWriteOfACompleteMetaPageStopsAllWrites(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	j := mustOpen(t, dir)
	d := newFailingDisk(t, j)
	require.NoError(t, j.Commit(group("first")))
	writes := d.writes(func() { require.NoError(t, j.Commit(group("first"))) })
	d.failWrite(writes, 1<<20, syscall.ENOSPC)
	require.ErrorIs(t, j.Commit(group("refused")), syscall.ENOSPC)
	d.mend()
	require.Error(t, j.Lost())
	require.Error(t, j.Commit(group("next")))
	assert.NotContains(t, checked(t, j, dir), "groups /next")
}

// An error of the device does not count as a full disk.
func TestDeviceErrorStopsAllWrites(t *testing.T) {
	t.Parallel()
	j := mustOpen(t, t.TempDir())
	d := newFailingDisk(t, j)
	d.failWrite(1, 0, syscall.EIO)
	require.ErrorIs(t, j.Commit(group("refused")), syscall.EIO)
	d.mend()
	require.ErrorContains(t, j.Commit(group("next")), "an earlier write failed (write ")
}

// No other process would read changes in a file that was removed or replaced while the server
// runs.
func TestRemovedFileStopsAllWrites(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name string
		take func(t *testing.T, path string)
	}{
		{"removed", func(t *testing.T, path string) { t.Helper(); require.NoError(t, os.Remove(path)) }},
		{"moved away", func(t *testing.T, path string) { t.Helper(); require.NoError(t, os.Rename(path, path+".old")) }},
		{"replaced", func(t *testing.T, path string) {
			t.Helper()
			require.NoError(t, os.WriteFile(path+".copy", []byte("x"), 0o600))
			require.NoError(t, os.Rename(path+".copy", path))
		}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			dir := t.TempDir()
			j := mustOpen(t, dir)
			require.NoError(t, j.Commit(group("first")))
			tt.take(t, filepath.Join(dir, fileName))
			assert.EqualError(t, j.Commit(group("next")), filepath.Join(dir, fileName)+" was removed or replaced while the server ran: restart the server")
			require.Error(t, j.Commit(group("next")))
		})
	}
}
