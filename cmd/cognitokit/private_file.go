package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
)

// privateFile is a file that only the caller can read, mode 0600. It replaces an existing file,
// which others may be able to read, as a whole or not at all.
type privateFile struct {
	name string
	file *os.File
}

// newPrivateFile checks that the file can be written, before the command gets tokens that would be lost.
// The caller must call write or discard.
func newPrivateFile(name string) (*privateFile, error) {
	if info, err := os.Stat(name); err == nil && !info.Mode().IsRegular() {
		return nil, fmt.Errorf("%s cannot be written: it is not a file", name)
	}
	file, err := os.CreateTemp(filepath.Dir(name), ".cognitokit-") // CreateTemp uses mode 0600
	if err != nil {
		return nil, fmt.Errorf("%s cannot be written: its folder does not exist or is read-only", name)
	}
	return &privateFile{name: name, file: file}, nil
}

func (p *privateFile) write(content []byte) error {
	_, err := p.file.Write(content)
	if err == nil {
		err = p.file.Sync() // otherwise a crash after the rename can leave an empty file
	}
	if err = errors.Join(err, p.file.Close()); err == nil {
		err = os.Rename(p.file.Name(), p.name)
	}
	if err != nil {
		return errors.Join(fmt.Errorf("%s cannot be written: %w", p.name, err), os.Remove(p.file.Name()))
	}
	return syncFolder(filepath.Dir(p.name))
}

// syncFolder writes a rename to the disk. Windows does not support this: its error is ignored.
func syncFolder(name string) error {
	folder, err := os.Open(filepath.Clean(name))
	if err != nil {
		return nil //nolint:nilerr // the folder can be written but not read; the file itself is complete
	}
	err = folder.Sync()
	if runtime.GOOS == "windows" {
		err = nil
	}
	return errors.Join(err, folder.Close())
}

// discard removes the temporary file and keeps an existing file.
func (p *privateFile) discard() {
	_ = p.file.Close() // nothing was written
	_ = os.Remove(p.file.Name())
}
