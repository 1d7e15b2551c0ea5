package cognitoidp_test

import (
	"context"
	"encoding/json"
	"errors"
	"slices"
	"strings"
	"sync"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest"
)

// functions are Lambda functions that answer with literal responses and keep what they were asked.
type functions struct {
	mu        sync.Mutex
	events    []map[string]any
	responses map[string][]string // by triggerSource, one after another, the last for good; "!TEXT" is an error, "" the event's own
}

const functionARN = "arn:aws:lambda:us-east-1:123456789012:function:f"

// config registers the functions under one ARN.
func (f *functions) config() cognitotest.Config {
	return cognitotest.Config{Lambda: map[string]cognitotest.LambdaFunc{functionARN: f.run}}
}

func (f *functions) run(_ context.Context, in []byte) ([]byte, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	var event map[string]any
	if err := json.Unmarshal(in, &event); err != nil {
		return nil, err
	}
	f.events = append(f.events, event)
	source := event["triggerSource"].(string)
	response := ""
	if list := f.responses[source]; len(list) > 0 {
		response = list[0]
		if len(list) > 1 {
			f.responses[source] = list[1:]
		}
	}
	if text, failed := strings.CutPrefix(response, "!"); failed {
		return nil, errors.New(text)
	}
	if response != "" {
		event["response"] = json.RawMessage(response)
	}
	return json.Marshal(event)
}

// asked returns the requests of one source so far, as JSON.
func (f *functions) asked(source string) (requests []string) {
	f.mu.Lock()
	defer f.mu.Unlock()
	for _, event := range f.events {
		if event["triggerSource"] == source {
			text, _ := json.Marshal(event["request"])
			requests = append(requests, string(text))
		}
	}
	return requests
}

// order returns the sources so far and forgets them.
func (f *functions) order() (sources []string) {
	f.mu.Lock()
	defer f.mu.Unlock()
	for _, event := range f.events {
		sources = append(sources, event["triggerSource"].(string))
	}
	f.events = nil
	return slices.Clip(sources)
}

// triggers are the members of LambdaConfig for which a pool has the function.
func triggers(names ...string) string {
	members := make([]string, len(names))
	for i, name := range names {
		members[i] = `"` + name + `":"` + functionARN + `"`
	}
	return `"LambdaConfig":{` + strings.Join(members, ",") + `}`
}
