package check

import (
	"errors"
	"fmt"
	"net"
	"net/url"
	"strings"

	"github.com/aws/smithy-go"
)

// Reason returns the reason of an error on one line. For an error of the API it is the error
// code and message of the service.
func Reason(err error) string {
	if rejected, ok := errors.AsType[smithy.APIError](err); ok {
		operation := ""
		if call, ok := errors.AsType[*smithy.OperationError](err); ok {
			operation = call.Operation() + ": "
		}
		return operation + rejected.ErrorCode() + ": " + OneLine(rejected.ErrorMessage())
	}
	request, ok := errors.AsType[*url.Error](err)
	if network, dials := errors.AsType[*net.OpError](err); dials && ok && (network.Op == "dial" || network.Op == "proxyconnect") {
		return unreachable(request, network)
	}
	// The reason contains the method and the URL without its query, which may contain an
	// authorization code.
	if ok {
		address, _, _ := strings.Cut(request.URL, "?")
		return request.Op + " " + address + ": " + OneLine(request.Err.Error())
	}
	return OneLine(err.Error())
}

// unreachable names the host that did not accept a connection, and the setting to check.
func unreachable(request *url.Error, network *net.OpError) string {
	host := request.URL
	if address, err := url.Parse(request.URL); err == nil {
		host = address.Host
	}
	innermost := error(network)
	for errors.Unwrap(innermost) != nil {
		innermost = errors.Unwrap(innermost)
	}
	if through, ok := errors.AsType[*net.OpError](network.Err); network.Op == "proxyconnect" || ok && through.Op == "proxyconnect" {
		return fmt.Sprintf("%s cannot be reached through the proxy: %s: check the variable HTTPS_PROXY", host, OneLine(innermost.Error()))
	}
	return fmt.Sprintf("%s cannot be reached: %s: check the network, or the proxy in the variable HTTPS_PROXY", host, OneLine(innermost.Error()))
}

// OneLine replaces each sequence of white space with one space.
func OneLine(text string) string { return strings.Join(strings.Fields(text), " ") }
