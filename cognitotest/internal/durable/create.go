package durable

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"syscall"

	"go.etcd.io/bbolt"
)

// unfinishedPrefix begins the temporary name of a new database.
const unfinishedPrefix = fileName + ".new-"

func unfinished(name string) bool { return strings.HasPrefix(name, unfinishedPrefix) }

// create creates a database with a description. It writes the whole file under a temporary name
// first, so that a crash leaves a complete file or none. Therefore an empty or truncated file
// with the final name is always damaged, never new.
func create(path, accountID string, options bbolt.Options) error {
	dir := filepath.Dir(path)
	f, err := os.CreateTemp(dir, unfinishedPrefix+"*")
	if err != nil {
		return err
	}
	defer func() { _ = os.Remove(f.Name()) }() // the next server retries
	options.OpenFile = func(string, int, os.FileMode) (*os.File, error) { return f, nil }
	db, err := bbolt.Open(f.Name(), 0o600, &options)
	if err != nil {
		return err
	}
	err = db.Update(func(tx *bbolt.Tx) error { return describe(tx, accountID) })
	if err := errors.Join(err, db.Close()); err != nil {
		return err
	}
	// Unlike a rename, a link never replaces an existing file.
	err = os.Link(f.Name(), path)
	if _, there := os.Lstat(path); err != nil && there == nil {
		return nil // another server was faster
	}
	if err != nil {
		err = os.Rename(f.Name(), path) // a file system without links
	}
	if err != nil {
		return err
	}
	return errors.Join(syncDirectory(dir), syncDirectory(filepath.Dir(dir)))
}

// syncDirectory makes the names in a directory durable, if the system supports it.
func syncDirectory(dir string) error {
	d, err := os.Open(dir)
	if err != nil {
		return ignoreUnsupported(err)
	}
	return errors.Join(ignoreUnsupported(d.Sync()), d.Close())
}

// ignoreUnsupported ignores the errors of systems that do not sync directories, and of a
// parent directory that the user may not read.
func ignoreUnsupported(err error) error {
	if errors.Is(err, errors.ErrUnsupported) || errors.Is(err, syscall.EINVAL) || errors.Is(err, fs.ErrPermission) {
		return nil
	}
	return err
}

// removeUnfinished removes the temporary files that a crash of [create] left. The caller has
// the lock of the database, so a server that is still in create loses nothing.
func removeUnfinished(dir string) {
	files, _ := os.ReadDir(dir)
	for _, file := range files {
		if unfinished(file.Name()) {
			_ = os.Remove(filepath.Join(dir, file.Name())) // the next start retries
		}
	}
}
