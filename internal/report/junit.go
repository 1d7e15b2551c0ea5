package report

import (
	"errors"
	"io"
)

func writeJUnit(io.Writer, *Report, WriteOptions) error {
	return errors.New("the format junit is not built yet")
}
