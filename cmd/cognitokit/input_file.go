package main

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
)

const (
	// maxInputFile is the maximum size of a file, in bytes. The plan of a root with a few
	// thousand resources has about ten million bytes.
	maxInputFile = 256 << 20
	// maxTokenInput is the maximum size of a token or a token response, in bytes. A token has
	// a few thousand characters.
	maxTokenInput = 1 << 20
)

// readInputFile reads a file up to [maxInputFile]. A device or a pipe may have no end.
func readInputFile(name string) (text []byte, err error) {
	f, err := os.Open(filepath.Clean(name))
	if err != nil {
		return nil, err
	}
	defer func() { _ = f.Close() }() // it was only read
	if info, err := f.Stat(); err == nil && info.Size() > maxInputFile {
		return nil, tooLong(maxInputFile)
	}
	return readInput(f, maxInputFile)
}

func tooLong(limit int64) error { return fmt.Errorf("it has more than %d bytes", limit) }

// readInput reads to the end. If there are more bytes than limit, it returns an error and not a
// truncated text.
func readInput(r io.Reader, limit int64) ([]byte, error) {
	text, err := io.ReadAll(io.LimitReader(r, limit+1))
	if err != nil {
		return nil, err
	}
	if int64(len(text)) > limit {
		return nil, tooLong(limit)
	}
	return text, nil
}
