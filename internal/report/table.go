package report

import (
	"errors"
	"io"
)

func writeTable(io.Writer, *Report, WriteOptions) error {
	return errors.New("the format table is not built yet")
}
