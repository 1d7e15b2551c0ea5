package report

import (
	"errors"
	"io"
)

func writeSARIF(io.Writer, *Report, WriteOptions) error {
	return errors.New("the format sarif is not built yet")
}
