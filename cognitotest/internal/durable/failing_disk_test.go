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

// failingDisk replaces the writes of bbolt to the file of a journal with failing ones.
type failingDisk struct {
	t     *testing.T
	j     *Journal
	write func(b []byte, at int64) (int, error) // the original function of bbolt
	fd    int
	saved int // a descriptor of the file while fd refers to /dev/null, otherwise -1
}

// newFailingDisk reads the function with which bbolt writes, from the field that bbolt has for
// its own tests.
func newFailingDisk(t *testing.T, j *Journal) *failingDisk {
	t.Helper()
	file := field[*os.File](j.db, "file")
	d := &failingDisk{t: t, j: j, write: *writeAt(j.db), fd: int((*file).Fd()), saved: -1}
	t.Cleanup(d.repair)
	return d
}

func field[T any](db *bbolt.DB, name string) *T {
	return (*T)(unsafe.Pointer(reflect.ValueOf(db).Elem().FieldByName(name).UnsafeAddr()))
}

func writeAt(db *bbolt.DB) *func(b []byte, at int64) (int, error) {
	return field[func(b []byte, at int64) (int, error)](db, "ops")
}

// failSync lets the fsync after the n-th write fail: after that write the file descriptor
// refers to /dev/null, and fsync of /dev/null returns EINVAL.
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

// failWrite lets the n-th write store only some bytes and fail, as on a full disk.
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

// repair restores the file descriptor and the function of bbolt.
func (d *failingDisk) repair() {
	if d.saved >= 0 {
		require.NoError(d.t, unix.Dup3(d.saved, d.fd, unix.O_CLOEXEC))
		require.NoError(d.t, unix.Close(d.saved))
		d.saved = -1
	}
	if ops := writeAt(d.j.db); *ops != nil { // nil after Close
		*ops = d.write
	}
}

// writes counts the writes of a commit: the data pages, and then the meta page.
func (d *failingDisk) writes(commit func()) int {
	n := 0
	*writeAt(d.j.db) = func(b []byte, at int64) (int, error) { n++; return d.write(b, at) }
	commit()
	d.repair()
	return n
}

func group(name string) []transaction.Change {
	return []transaction.Change{{Kind: "groups", Key: "/" + name, Value: []byte(`"` + name + `"`)}, {Kind: "members", Key: "/" + name, Value: []byte(`[]`)}}
}

// reopened closes a journal and returns the records of the file. It requires that bbolt's
// consistency check finds no error.
func reopened(t *testing.T, j *Journal, dir string) map[string]string {
	t.Helper()
	require.NoError(t, j.Close())
	next := mustOpen(t, dir)
	require.NoError(t, next.db.View(func(tx *bbolt.Tx) error {
		for fault := range tx.Check() {
			assert.NoError(t, fault)
		}
		return nil
	}))
	return records(t, next)
}

// A commit whose fsync fails returns an error, although the change may be in the file. If the
// journal accepted a later commit, the file could have both changes at the next start.
func TestFailedSyncStopsAllWrites(t *testing.T) {
	t.Parallel()
	first := map[string]string{"groups /first": `"first"`, "members /first": "[]"}
	rejected := map[string]string{"groups /first": `"first"`, "members /first": "[]", "groups /rejected": `"rejected"`, "members /rejected": "[]"}
	for _, tt := range []struct {
		name string
		last func(writes int) int // the last write before the fsync that fails
	}{
		{"fsync of the data", func(writes int) int { return writes - 1 }},
		{"fsync of the meta page", func(writes int) int { return writes }},
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
			err := j.Commit(group("rejected"))
			require.ErrorIs(t, err, syscall.EINVAL)
			assert.EqualError(t, err, "invalid argument: check the disk and restart the server, which writes nothing until then; the failed change may be in the file")
			d.repair()
			require.ErrorIs(t, j.Lost(), syscall.EINVAL)
			for range 2 {
				assert.EqualError(t, j.Commit(group("next")), "an earlier write failed (invalid argument): check the disk and restart the server")
			}
			assert.Contains(t, []map[string]string{first, rejected}, reopened(t, j, dir))
		})
	}
}

// After an error of a full disk the change is certainly not in the file, whichever write failed
// and however many bytes it wrote. The next commit may succeed.
func TestFullDiskLeavesTheFileUnchanged(t *testing.T) {
	t.Parallel()
	for _, errno := range []error{syscall.ENOSPC, syscall.EDQUOT, syscall.EFBIG} {
		for _, bytes := range []int{0, 1, 40, 1 << 20} {
			dir := t.TempDir()
			j := mustOpen(t, dir)
			d := newFailingDisk(t, j)
			require.NoError(t, j.Commit(group("first")))
			writes := d.writes(func() { require.NoError(t, j.Commit(group("first"))) })
			want := records(t, j)
			for n := 1; n <= writes; n++ {
				if n == writes && bytes > 40 {
					continue // the meta page is whole: TestFailedWriteOfACompleteMetaPageStopsAllWrites
				}
				d.failWrite(n, bytes, errno)
				require.ErrorIs(t, j.Commit(group("rejected")), errno)
				d.repair()
				require.NoError(t, j.Lost(), "%v: write %d of %d, %d bytes", errno, n, writes, bytes)
				assert.Equal(t, want, records(t, j))
				name := "then " + strconv.Itoa(n)
				require.NoError(t, j.Commit(group(name)))
				want["groups /"+name], want["members /"+name] = strconv.Quote(name), "[]"
			}
			assert.Equal(t, want, reopened(t, j, dir))
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
	require.ErrorIs(t, j.Commit(group("rejected")), syscall.ENOSPC)
	d.repair()
	require.Error(t, j.Lost())
	require.Error(t, j.Commit(group("next")))
	assert.NotContains(t, reopened(t, j, dir), "groups /next")
}

// An error of the device does not count as a full disk.
func TestDeviceErrorStopsAllWrites(t *testing.T) {
	t.Parallel()
	j := mustOpen(t, t.TempDir())
	d := newFailingDisk(t, j)
	d.failWrite(1, 0, syscall.EIO)
	require.ErrorIs(t, j.Commit(group("rejected")), syscall.EIO)
	d.repair()
	require.ErrorContains(t, j.Commit(group("next")), "an earlier write failed (write ")
}

// No other process would read changes in a file that was removed, replaced or cut off while the server runs.
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
			require.NoError(t, os.WriteFile(path+".copy", make([]byte, 1<<20), 0o600))
			require.NoError(t, os.Rename(path+".copy", path))
		}},
		{"emptied", func(t *testing.T, path string) { t.Helper(); require.NoError(t, os.Truncate(path, 0)) }},
		{"without its last byte", func(t *testing.T, path string) {
			t.Helper()
			info, err := os.Stat(path)
			require.NoError(t, err)
			require.NoError(t, os.Truncate(path, info.Size()-1))
		}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			dir := t.TempDir()
			j := mustOpen(t, dir)
			require.NoError(t, j.Commit(group("first")))
			tt.take(t, filepath.Join(dir, fileName))
			assert.EqualError(t, j.Commit(group("next")), filepath.Join(dir, fileName)+" was removed, replaced or cut off while the server ran: restart the server")
			require.Error(t, j.Commit(group("next")))
			require.NoError(t, j.Close())
		})
	}
}
