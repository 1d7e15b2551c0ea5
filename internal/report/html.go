package report

import (
	"errors"
	"io"
)

func writeHTML(io.Writer, *Report, WriteOptions) error {
	return errors.New("the format html is not built yet")
}
