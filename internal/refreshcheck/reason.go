package refreshcheck

import (
	"errors"
	"net/url"
	"strings"

	"github.com/aws/smithy-go"
)

// Reason says in one line what was in the way: the service's own word where it gave one.
func Reason(err error) string {
	if refused, ok := errors.AsType[smithy.APIError](err); ok {
		operation := ""
		if call, ok := errors.AsType[*smithy.OperationError](err); ok {
			operation = call.Operation() + ": "
		}
		return operation + refused.ErrorCode() + ": " + oneLine(refused.ErrorMessage())
	}
	// Of a request the method and the URL only, without a query that may hold a code.
	if request, ok := errors.AsType[*url.Error](err); ok {
		address, _, _ := strings.Cut(request.URL, "?")
		return request.Op + " " + address + ": " + oneLine(request.Err.Error())
	}
	return oneLine(err.Error())
}

func oneLine(text string) string { return strings.Join(strings.Fields(text), " ") }
