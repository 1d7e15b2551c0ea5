package report

import (
	"errors"
	"io"
)

func writeMarkdown(io.Writer, *Report, WriteOptions) error {
	return errors.New("the format markdown is not built yet")
}
