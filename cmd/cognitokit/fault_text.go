package main

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest"
)

const exampleFault = "action=GetTokensFromRefreshToken,kind=cut-after,count=1"

// parseFault reads a fault as KEY=VALUE pairs. It checks the form of the pairs, and the emulator
// checks their values.
func parseFault(text string) (f cognitotest.Fault, err error) {
	seen := map[string]bool{}
	for pair := range strings.SplitSeq(text, ",") {
		key, value, found := strings.Cut(pair, "=")
		switch {
		case !found:
			return f, fmt.Errorf("%q is not KEY=VALUE. Write for example %s", pair, exampleFault)
		case seen[key]:
			return f, fmt.Errorf("%s is in the fault twice. Write one of them", key)
		case value == "":
			return f, fmt.Errorf("%s has no value. Write for example %s", key, exampleFault)
		}
		seen[key] = true
		switch key {
		case "action":
			f.Action = value
		case "endpoint":
			f.Endpoint = value
		case "kind":
			f.Kind = cognitotest.FaultKind(value)
		case "delay":
			if f.Delay, err = time.ParseDuration(value); err != nil {
				return f, fmt.Errorf("delay=%s is not a duration. Write for example delay=2s", value)
			}
		case "count":
			if f.All = value == "all"; f.All {
				continue
			}
			if f.Count, err = strconv.Atoi(value); err != nil {
				return f, fmt.Errorf("count=%s is not a number. Write how many requests fail, or count=all", value)
			}
		default:
			return f, fmt.Errorf("%q is not a key of a fault. Write action, endpoint, kind, delay or count", key)
		}
	}
	if !seen["count"] {
		return f, errors.New("the fault has no count. Add count=1 for the next request, or count=all")
	}
	return f, nil
}

// injectFaults injects the faults of --fault.
func injectFaults(server *cognitotest.Server, faults []cognitotest.Fault) error {
	for _, f := range faults {
		if err := server.InjectFault(f); err != nil {
			return fmt.Errorf("--fault: %s", strings.TrimPrefix(err.Error(), "cognitotest: "))
		}
	}
	return nil
}
