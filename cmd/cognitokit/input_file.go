package main

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
)

const (
	// maxInputFile is the maximum size of a file, in bytes. The plan of a root with some
	// thousand resources has some ten million.
	maxInputFile = 256 << 20
	// maxTokenInput is the maximum size of a token or a token response, in bytes. A token has
	// some thousand characters.
	maxTokenInput = 1 << 20
)

// readInputFile reads a file up to [maxInputFile]. A device or a pipe may have no end.
func readInputFile(name string) (text []byte, err error) {
	f, err := os.Open(filepath.Clean(name))
	if err != nil {
		return nil, err
	}
	defer func() { _ = f.Close() }() // it was only read
	return readInput(f, maxInputFile)
}

// readInput reads to the end. It returns an error for more than most bytes, and no truncated
// text.
func readInput(r io.Reader, most int64) ([]byte, error) {
	text, err := io.ReadAll(io.LimitReader(r, most+1))
	if err != nil {
		return nil, err
	}
	if int64(len(text)) > most {
		return nil, fmt.Errorf("it has more than %d bytes", most)
	}
	return text, nil
}
